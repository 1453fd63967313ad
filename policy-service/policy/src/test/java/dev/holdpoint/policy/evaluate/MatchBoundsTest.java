package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Decision.Allow;
import dev.holdpoint.events.Decision.Deny;
import dev.holdpoint.events.RefusalCode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns that would take very long to try. */
@Timeout(120)
class MatchBoundsTest {
    private static final String BACKTRACKING = "*" + "a".repeat(500) + "b";
    private static final String ALLOW = "{ name: a, decide: allow, match: { effects: [ read ] } }";
    private static final int TOO_MANY_LOOKS = 100;

    @ParameterizedTest
    @ValueSource(strings = {"deny", "allow"})
    void patterns_that_backtrack_overdraw_the_budget_and_are_no_allow(String decide) {
        var looks = new AtomicLong();
        var budget =
                new Budget(
                        () -> Duration.ofMillis(10 * looks.incrementAndGet()).toNanos(),
                        Duration.ofMillis(200));
        var rulebook = Asking.rules(rule(decide, 400), ALLOW);

        var decision =
                Evaluator.decide(rulebook, query(ALICE, names(4_000)), Asking.NOON, budget)
                        .decision();

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Deny.class,
                        deny -> assertThat(deny.code()).isEqualTo(RefusalCode.POLICY_UNAVAILABLE));
        assertThat(looks).hasValueLessThan(TOO_MANY_LOOKS);
    }

    @Test
    void a_few_of_them_are_tried_to_the_end() {
        var decision = Asking.decide(Asking.rules(rule("deny", 2), ALLOW), query(ALICE, names(2)));

        assertThat(decision).isInstanceOf(Allow.class);
    }

    private static String rule(String decide, int patterns) {
        var list =
                IntStream.range(0, patterns)
                        .mapToObj(i -> "'" + BACKTRACKING + i + "'")
                        .collect(Collectors.joining(", "));
        return "{ name: r, decide: %s, match: { effects: [ read ], tables: [ %s ] } }"
                .formatted(decide, list);
    }

    private static CommandFacts names(int names) {
        return Asking.reading(names, i -> "a".repeat(1_000) + i);
    }
}
