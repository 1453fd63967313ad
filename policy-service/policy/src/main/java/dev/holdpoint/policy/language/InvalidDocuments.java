package dev.holdpoint.policy.language;

import java.util.List;
import java.util.stream.Collectors;

/** The documents cannot be published; says where and what would be right. */
public final class InvalidDocuments extends RuntimeException {
    private final transient List<Finding> findings;

    public InvalidDocuments(List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        this.findings = List.copyOf(findings);
    }

    /** One thing that is wrong. */
    public InvalidDocuments(Place place, String message, String hint) {
        this(List.of(new Finding(place, message, hint)));
    }

    public List<Finding> findings() {
        return findings;
    }
}
