package dev.holdpoint.policy.trial;

import dev.holdpoint.policy.evaluate.Considered;
import dev.holdpoint.policy.evaluate.Considered.Missed;
import java.util.Comparator;
import java.util.List;

/** Which of the rules that did not match came nearest: those that failed on what is tried last. */
public final class NearMisses {
    private static final List<String> ORDER =
            List.of(
                    "principal.kind",
                    "principal.groups",
                    "principal.subjects",
                    "effects",
                    "tables",
                    "reads",
                    "writes",
                    "columns",
                    "columnsRead",
                    "columnsWritten",
                    "predicateColumns",
                    "functions",
                    "kinds",
                    "when",
                    "when (error)");

    private NearMisses() {}

    /** How far a rule got that failed on this field; more is nearer. */
    public static int distanceGone(String field) {
        return ORDER.indexOf(field);
    }

    /** Those that did not match, the nearest first. */
    public static List<Missed> of(List<Considered> considered) {
        return considered.stream()
                .filter(Missed.class::isInstance)
                .map(Missed.class::cast)
                .sorted(
                        Comparator.comparingInt((Missed missed) -> distanceGone(missed.field()))
                                .reversed())
                .toList();
    }
}
