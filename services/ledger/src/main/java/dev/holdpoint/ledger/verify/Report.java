package dev.holdpoint.ledger.verify;

import java.util.List;

/**
 * What a verification found; integrity and completeness are told apart.
 *
 * @param verdict whether this is the log that was signed
 * @param gaps what is missing inside it: at most the first thousand
 * @param gapCount how many gaps there are
 * @param entries how many entries were read
 * @param checkpoints how many checkpoints were compared
 */
public record Report(
        Verdict verdict, List<Gap> gaps, long gapCount, long entries, int checkpoints) {
    public Report {
        gaps = List.copyOf(gaps);
    }

    /** Whether the export is accepted and nothing inside it is missing. */
    public boolean clean() {
        return verdict instanceof Verdict.Accepted && gapCount == 0;
    }
}
