package dev.holdpoint.audit.recordings;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a recording is what the edge wrote.
 *
 * @param reason what is missing or wrong; null if it is verified
 */
public record Verification(Verdict verdict, @Nullable String reason) {
    /** Chunks and the word that they are complete come on different topics. */
    private static final Duration ARRIVAL = Duration.ofMinutes(1);

    /** What can be said of a recording. */
    public enum Verdict {
        /** The chain is whole and ends as the ledger's event says. */
        VERIFIED,
        /** It is still being written, or its edge died. */
        INCOMPLETE,
        /** Something of it is missing or changed. */
        BROKEN,
        /** It was recorded, and nothing of it is kept any more. */
        GONE
    }

    static Verification of(KeptChunks kept, @Nullable Recorded recorded, Instant now) {
        if (kept.broken() != null) {
            return broken("chunk %d is missing or changed".formatted(kept.broken()));
        }
        if (recorded == null) {
            return new Verification(
                    Verdict.INCOMPLETE, "the command still runs, or its edge ended before it");
        }
        if (isArriving(kept, recorded, now)) {
            return new Verification(Verdict.INCOMPLETE, "not everything has arrived yet");
        }
        return kept.chunks() == 0
                ? new Verification(Verdict.GONE, "it is kept no longer")
                : compared(kept, recorded);
    }

    /** Of the two topics either may be ahead for a moment. */
    private static boolean isArriving(KeptChunks kept, Recorded recorded, Instant now) {
        return kept.chunks() < recorded.chunks() && recorded.at().plus(ARRIVAL).isAfter(now);
    }

    /** An edge adds to a recording before it tells of it, and may die in between. */
    private static boolean isAddedTo(KeptChunks kept, Recorded recorded) {
        return kept.chunks() > recorded.chunks()
                && kept.toldBytes() == recorded.bytes()
                && recorded.digest().equals(kept.toldDigest());
    }

    private static Verification compared(KeptChunks kept, Recorded recorded) {
        if (isAddedTo(kept, recorded)) {
            return new Verification(
                    Verdict.INCOMPLETE,
                    "its edge has vouched for the first %d of %d chunks"
                            .formatted(recorded.chunks(), kept.chunks()));
        }
        if (kept.chunks() != recorded.chunks() || kept.bytes() != recorded.bytes()) {
            return broken(
                    "%d chunks of %d bytes, where %d of %d were recorded"
                            .formatted(
                                    kept.chunks(),
                                    kept.bytes(),
                                    recorded.chunks(),
                                    recorded.bytes()));
        }
        return recorded.digest().equals(kept.digest())
                ? new Verification(Verdict.VERIFIED, null)
                : broken("the last chunk's digest is not the recorded one");
    }

    private static Verification broken(String reason) {
        return new Verification(Verdict.BROKEN, reason);
    }
}
