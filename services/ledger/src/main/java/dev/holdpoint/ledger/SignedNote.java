package dev.holdpoint.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A text with signature lines (C2SP signed-note).
 *
 * @param text ends in a newline
 */
public record SignedNote(String text, List<Signature> signatures) {
    private static final String MARK = "\u2014 ";
    private static final int MAX_BYTES = 1 << 20;

    public SignedNote {
        signatures = List.copyOf(signatures);
    }

    /**
     * One signature line.
     *
     * @param keyId big-endian, the first four bytes of the line's base64 part
     * @param signature the rest of that part, in base64 again
     */
    public record Signature(String name, int keyId, String signature) {
        byte[] bytes() {
            return Base64.getDecoder().decode(signature);
        }

        private String line() {
            var bytes = bytes();
            var tagged = ByteBuffer.allocate(4 + bytes.length).putInt(keyId).put(bytes).array();
            return MARK + name + " " + Base64.getEncoder().encodeToString(tagged) + "\n";
        }
    }

    /** The whole note, as it is published. */
    public String encode() {
        var note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()));
        return note.toString();
    }

    /** As {@link #parse(String)}, of strict UTF-8. */
    public static SignedNote parse(byte[] note) {
        if (note.length > MAX_BYTES) {
            throw new MalformedLedger("a note has at most " + MAX_BYTES + " bytes");
        }
        try {
            return parse(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(note)).toString());
        } catch (CharacterCodingException e) {
            throw new MalformedLedger("a note is UTF-8 text", e);
        }
    }

    /**
     * Splits a note at its last empty line; verifies nothing.
     *
     * @throws MalformedLedger if it is not a note
     */
    public static SignedNote parse(String note) {
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n") || blank + 2 == note.length()) {
            throw new MalformedLedger("a note is text, an empty line and signatures");
        }
        if (note.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new MalformedLedger("a note has no control characters");
        }
        var signatures = new ArrayList<Signature>();
        note.substring(blank + 2).lines().forEach(line -> signatures.add(signature(line)));
        return new SignedNote(note.substring(0, blank + 1), signatures);
    }

    private static Signature signature(String line) {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(MARK) || space < MARK.length()) {
            throw new MalformedLedger("not a signature line: " + line);
        }
        var name = line.substring(MARK.length(), space);
        var bytes = ByteBuffer.wrap(Hash.decodeBase64(line.substring(space + 1)));
        if (!KeyName.isValid(name) || bytes.remaining() < 5) {
            throw new MalformedLedger("not a signature line: " + line);
        }
        int keyId = bytes.getInt();
        var signature = new byte[bytes.remaining()];
        bytes.get(signature);
        return new Signature(name, keyId, Base64.getEncoder().encodeToString(signature));
    }
}
