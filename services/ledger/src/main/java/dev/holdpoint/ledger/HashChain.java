package dev.holdpoint.ledger;

import java.nio.charset.StandardCharsets;

/**
 * The running head over all leaves in order: {@code start = SHA-256(label || origin)}, {@code next
 * = SHA-256(0x02 || head || leaf)}. The prefix keeps links apart from Merkle leaves (0x00) and
 * nodes (0x01).
 */
public final class HashChain {
    private static final byte LINK = 2;
    private static final byte[] LABEL =
            "holdpoint.dev/ledger-chain/v1\n".getBytes(StandardCharsets.US_ASCII);

    private HashChain() {}

    /** The head of the empty log of that origin. */
    public static Hash start(String origin) {
        return Hash.sha256(LABEL, origin.getBytes(StandardCharsets.UTF_8));
    }

    public static Hash next(Hash head, Hash leaf) {
        return Hash.prefixed(LINK, head.raw(), leaf.raw());
    }
}
