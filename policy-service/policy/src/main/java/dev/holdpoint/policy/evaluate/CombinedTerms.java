package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.HoldMode;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.Only;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.HoldTerms.Stage;
import dev.holdpoint.events.InTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The strictest of several terms, and whether given terms are at least as strict. */
final class CombinedTerms {
    private CombinedTerms() {}

    /**
     * The union of the quorums, stage by stage, with the shortest times; a ticket only if all of
     * them say ticket, a wait in a transaction only if all of them allow one.
     */
    static HoldTerms of(List<HoldTerms> terms) {
        long expires = terms.stream().mapToLong(HoldTerms::expiresAfterSeconds).min().orElseThrow();
        return new HoldTerms(
                List.of(),
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
                terms.stream().mapToLong(HoldTerms::windowSeconds).min().orElseThrow(),
                stages(terms),
                FollowUps.of(terms, expires),
                breakGlass(terms));
    }

    /** Only whom all of the terms name may release the command alone. */
    private static @Nullable List<String> breakGlass(List<HoldTerms> terms) {
        var groups =
                terms.getFirst().breakers().stream()
                        .filter(
                                group ->
                                        terms.stream()
                                                .allMatch(one -> one.breakers().contains(group)))
                        .toList();
        return groups.isEmpty() ? null : groups;
    }

    /** Whoever meets these, one after the other, meets those of each of the terms in its order. */
    private static List<Stage> stages(List<HoldTerms> terms) {
        int most = terms.stream().mapToInt(one -> one.order().size()).max().orElseThrow();
        return IntStream.range(0, most).mapToObj(number -> stage(terms, number)).toList();
    }

    private static Stage stage(List<HoldTerms> terms, int number) {
        var parts = new TreeMap<String, QuorumPart>();
        terms.stream()
                .map(HoldTerms::order)
                .filter(order -> number < order.size())
                .flatMap(order -> order.get(number).from().stream())
                .forEach(part -> parts.merge(part.group(), part, CombinedTerms::both));
        return new Stage(List.copyOf(parts.values()));
    }

    private static QuorumPart both(QuorumPart one, QuorumPart other) {
        return new QuorumPart(
                one.group(), Math.max(one.votes(), other.votes()), both(one.only(), other.only()));
    }

    private static @Nullable Only both(@Nullable Only one, @Nullable Only other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return new Only(union(one.in(), other.in()), union(one.notIn(), other.notIn()));
    }

    private static List<String> union(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).distinct().sorted().toList();
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
        return stages(List.of(approved, needed)).equals(stages(List.of(approved)))
                && FollowUps.satisfies(approved, needed)
                && needed.breakers().containsAll(approved.breakers())
                && (approved.justificationRequired() || !needed.justificationRequired())
                && (approved.mode() == HoldMode.WAIT || needed.mode() == HoldMode.TICKET);
    }
}
