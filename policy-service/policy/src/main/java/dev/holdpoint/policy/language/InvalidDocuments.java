package dev.holdpoint.policy.language;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The documents cannot be published; says where and what would be right. */
public final class InvalidDocuments extends RuntimeException {
    private static final int MAX_FINDINGS = 100;

    private final transient List<Finding> findings;

    /** Keeps the first hundred, and how many more there were. */
    public InvalidDocuments(List<Finding> findings) {
        this(Told.of(findings));
    }

    private InvalidDocuments(Told told) {
        super(told.text());
        this.findings = told.findings();
    }

    /** One thing that is wrong. */
    public InvalidDocuments(Place place, String message, String hint) {
        this(List.of(new Finding(place, message, hint)));
    }

    public List<Finding> findings() {
        return findings;
    }

    private record Told(List<Finding> findings) {
        static Told of(List<Finding> findings) {
            if (findings.size() <= MAX_FINDINGS) {
                return new Told(List.copyOf(findings));
            }
            var told = new ArrayList<>(findings.subList(0, MAX_FINDINGS));
            told.add(
                    new Finding(
                            findings.get(MAX_FINDINGS).place(),
                            "From here on %d more are wrong."
                                    .formatted(findings.size() - MAX_FINDINGS),
                            "Correct the first ones, then look again."));
            return new Told(List.copyOf(told));
        }

        String text() {
            return findings.stream().map(Finding::toString).collect(Collectors.joining("\n"));
        }
    }
}
