package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.HoldMode;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import java.util.List;
import java.util.TreeMap;

/** The strictest of several terms, and whether given terms are at least as strict. */
final class CombinedTerms {
    private CombinedTerms() {}

    /** The union of the quorums with the shortest expiry. */
    static HoldTerms of(List<HoldTerms> terms) {
        var votes = new TreeMap<String, Integer>();
        terms.stream()
                .flatMap(one -> one.quorum().stream())
                .forEach(part -> votes.merge(part.group(), part.votes(), Math::max));
        return new HoldTerms(
                votes.entrySet().stream()
                        .map(part -> new QuorumPart(part.getKey(), part.getValue()))
                        .toList(),
                terms.stream().mapToLong(HoldTerms::expiresAfterSeconds).min().orElseThrow(),
                HoldMode.WAIT,
                terms.stream().anyMatch(HoldTerms::justificationRequired),
                terms.stream().allMatch(HoldTerms::inTransaction));
    }

    /** Whether a release under {@code approved} also satisfies {@code needed}. */
    static boolean satisfies(HoldTerms approved, HoldTerms needed) {
        return of(List.of(approved, needed)).quorum().equals(of(List.of(approved)).quorum())
                && (approved.justificationRequired() || !needed.justificationRequired());
    }
}
