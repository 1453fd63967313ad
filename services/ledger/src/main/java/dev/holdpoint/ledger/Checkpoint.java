package dev.holdpoint.ledger;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The head of the ledger, in the text form that is signed (C2SP tlog-checkpoint): origin, size,
 * root, and the chain's head as one extension line.
 */
public record Checkpoint(String origin, long size, Hash root, Hash chain) {
    private static final String CHAIN = "holdpoint-chain ";
    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");

    public Checkpoint {
        if (!KeyName.isValid(origin)) {
            throw new MalformedLedger("not an origin: " + origin);
        }
        if (size < 0) {
            throw new MalformedLedger("a log has no size " + size);
        }
    }

    /** The note text, ending in a newline. */
    public String text() {
        return "%s\n%d\n%s\n%s%s\n".formatted(origin, size, root.base64(), CHAIN, chain.base64());
    }

    /**
     * Reads a note text whose signature has been verified.
     *
     * @throws MalformedLedger if it is not a checkpoint with a chain head
     */
    public static Checkpoint parse(String text) {
        var lines = List.of(text.split("\n", -1));
        if (lines.size() < 5 || !lines.getLast().isEmpty()) {
            throw new MalformedLedger("a checkpoint has an origin, a size, a root and a chain");
        }
        if (!SIZE.matcher(lines.get(1)).matches()) {
            throw new MalformedLedger("not a tree size: " + lines.get(1));
        }
        return new Checkpoint(
                lines.get(0),
                Long.parseLong(lines.get(1)),
                Hash.fromBase64(lines.get(2)),
                chain(lines.subList(3, lines.size() - 1)));
    }

    private static Hash chain(List<String> extensions) {
        if (extensions.contains("")) {
            throw new MalformedLedger("a checkpoint has no empty line");
        }
        return extensions.stream()
                .filter(line -> line.startsWith(CHAIN))
                .findFirst()
                .map(line -> Hash.fromBase64(line.substring(CHAIN.length())))
                .orElseThrow(() -> new MalformedLedger("the checkpoint names no chain head"));
    }
}
