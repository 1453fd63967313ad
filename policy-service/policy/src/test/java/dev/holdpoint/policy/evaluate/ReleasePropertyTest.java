package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.asked;
import static dev.holdpoint.policy.evaluate.Asking.decide;
import static dev.holdpoint.policy.evaluate.Asking.explain;
import static dev.holdpoint.policy.evaluate.Asking.released;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldMode;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.policy.language.Rule;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A release runs a command if it is what each rule that holds it asks, and only then. */
class ReleasePropertyTest {
    private static final int QUERIES = 20;

    @Property(tries = 200)
    void a_release_under_the_terms_of_the_hold_runs_it_under_what_was_announced(@ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = drawing.ungrudging();
        for (int i = 0; i < QUERIES; i++) {
            var query = drawing.understood();
            var explanation = explain(rulebook, query);
            if (explanation.decision() instanceof Decision.Hold hold) {
                assertThat(decide(rulebook, released(query, hold.terms())))
                        .isInstanceOfSatisfying(
                                Decision.Allow.class,
                                allow ->
                                        assertThat(allow.obligations())
                                                .isEqualTo(explanation.onceReleased()));
            }
        }
    }

    @Property(tries = 200)
    void one_under_other_terms_does_if_they_cover_what_each_rule_asks(@ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = drawing.ungrudging();
        for (int i = 0; i < QUERIES; i++) {
            var query = drawing.released(drawing.understood());
            var approved = Objects.requireNonNull(query.approved()).terms();
            var first = explain(rulebook, asked(query));
            if (first.decision() instanceof Decision.Hold) {
                boolean covered = holding(first).stream().allMatch(one -> covers(approved, one));

                assertThat(decide(rulebook, query) instanceof Decision.Allow).isEqualTo(covered);
            }
        }
    }

    @Property(tries = 200)
    void times_are_the_shortest_and_a_ticket_or_a_wait_in_a_transaction_is_what_all_want(
            @ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = drawing.ungrudging();
        for (int i = 0; i < QUERIES; i++) {
            var explanation = explain(rulebook, drawing.understood());
            if (explanation.decision() instanceof Decision.Hold hold) {
                var each = holding(explanation);
                var terms = hold.terms();
                assertThat(terms.windowSeconds()).isEqualTo(least(each, HoldTerms::windowSeconds));
                assertThat(terms.ticketAfterSeconds())
                        .isEqualTo(
                                Math.min(
                                        least(each, HoldTerms::ticketAfterSeconds),
                                        terms.expiresAfterSeconds() - 1));
                assertThat(terms.mode() == HoldMode.TICKET)
                        .isEqualTo(each.stream().allMatch(one -> one.mode() == HoldMode.TICKET));
                assertThat(inTransaction(terms))
                        .isEqualTo(least(each, ReleasePropertyTest::inTransaction));
            }
        }
    }

    /** Zero where a transaction may not wait. */
    private static long inTransaction(HoldTerms terms) {
        return switch (terms.inTransaction()) {
            case InTransaction.Deny() -> 0;
            case InTransaction.Wait(var seconds) -> seconds;
        };
    }

    private static long least(List<HoldTerms> each, ToLongFunction<HoldTerms> of) {
        return each.stream().mapToLong(of).min().orElseThrow();
    }

    private static boolean covers(HoldTerms approved, HoldTerms asked) {
        return asked.quorum().stream()
                        .allMatch(part -> votes(approved, part.group()) >= part.votes())
                && (approved.justificationRequired() || !asked.justificationRequired())
                && (approved.mode() == HoldMode.WAIT || asked.mode() == HoldMode.TICKET);
    }

    private static int votes(HoldTerms approved, String group) {
        return approved.quorum().stream()
                .filter(part -> part.group().equals(group))
                .mapToInt(QuorumPart::votes)
                .sum();
    }

    private static List<HoldTerms> holding(Explanation explanation) {
        return explanation.considered().stream()
                .filter(Considered.Matched.class::isInstance)
                .map(Considered::rule)
                .map(Rule::terms)
                .filter(Objects::nonNull)
                .toList();
    }
}
