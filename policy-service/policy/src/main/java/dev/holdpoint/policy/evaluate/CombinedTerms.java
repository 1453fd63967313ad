package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.HoldMode;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.InTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The strictest of several terms, and whether given terms are at least as strict. */
final class CombinedTerms {
    private CombinedTerms() {}

    /**
     * The union of the quorums with the shortest times; a ticket only if all of them say ticket, a
     * wait in a transaction only if all of them allow one.
     */
    static HoldTerms of(List<HoldTerms> terms) {
        long expires = terms.stream().mapToLong(HoldTerms::expiresAfterSeconds).min().orElseThrow();
        return new HoldTerms(
                quorum(terms),
                expires,
                terms.stream().allMatch(one -> one.mode() == HoldMode.TICKET)
                        ? HoldMode.TICKET
                        : HoldMode.WAIT,
                terms.stream().anyMatch(HoldTerms::justificationRequired),
                inTransaction(terms),
                terms.stream()
                        .mapToLong(one -> Math.min(one.ticketAfterSeconds(), expires - 1))
                        .min()
                        .orElseThrow(),
                terms.stream().mapToLong(HoldTerms::windowSeconds).min().orElseThrow());
    }

    private static List<QuorumPart> quorum(List<HoldTerms> terms) {
        var votes = new TreeMap<String, Integer>();
        terms.stream()
                .flatMap(one -> one.quorum().stream())
                .forEach(part -> votes.merge(part.group(), part.votes(), Math::max));
        return votes.entrySet().stream()
                .map(part -> new QuorumPart(part.getKey(), part.getValue()))
                .toList();
    }

    private static InTransaction inTransaction(List<HoldTerms> terms) {
        var waits = new ArrayList<InTransaction.Wait>();
        for (var one : terms) {
            switch (one.inTransaction()) {
                case InTransaction.Deny deny -> {
                    return deny;
                }
                case InTransaction.Wait wait -> waits.add(wait);
            }
        }
        return new InTransaction.Wait(
                waits.stream().mapToLong(InTransaction.Wait::seconds).min().orElseThrow());
    }

    /**
     * Whether a release under {@code approved} also satisfies {@code needed}; one given as a ticket
     * does not satisfy a rule that wants the session to wait.
     */
    static boolean satisfies(HoldTerms approved, HoldTerms needed) {
        return quorum(List.of(approved, needed)).equals(quorum(List.of(approved)))
                && (approved.justificationRequired() || !needed.justificationRequired())
                && (approved.mode() == HoldMode.WAIT || needed.mode() == HoldMode.TICKET);
    }
}
