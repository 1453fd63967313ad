package dev.holdpoint.policy.shadow;

import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.NOON;
import static dev.holdpoint.policy.evaluate.Asking.command;
import static dev.holdpoint.policy.evaluate.Asking.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Answered;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.ShadowAnswer;
import dev.holdpoint.policy.contract.DecisionAnswer;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.contract.Input;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Budget;
import dev.holdpoint.policy.evaluate.Evaluator;
import dev.holdpoint.policy.evaluate.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShadowTest {
    private static final DecisionQuery READ = query(ALICE, command("SELECT", Effect.READ));
    private static final DecisionQuery MANY_TABLES =
            query(ALICE, Asking.reading(1_000, i -> "a".repeat(1_000) + i));
    private static final RevisionId TRIED = new RevisionId("sha256:1");
    private static final String ALLOWS =
            "{ name: reads, decide: allow, match: { effects: [ read ] } }";
    private static final String DENIES = "{ name: no, decide: deny, match: { effects: [ read ] } }";
    private static final String BY_RATE =
            "{ name: slow, decide: deny, match: { effects: [ read ] },"
                    + " when: 'session.commandsLastMinute > 5' }";
    private static final String COSTLY =
            "{ name: costly, decide: deny, match: { effects: [ read ], tables: [ %s ] } }"
                    .formatted(
                            IntStream.range(0, 100)
                                    .mapToObj(i -> "'*" + "a".repeat(500) + "b" + i + "'")
                                    .collect(Collectors.joining(", ")));

    private static final Duration LIMIT = Duration.ofMillis(200);
    private static final Budget STANDING_STILL = new Budget(() -> 0, LIMIT);

    private final AtomicLong nanos = new AtomicLong();
    private final Shadow shadow = new Shadow();

    @Test
    void what_is_tried_is_told_beside_an_answer_that_stays_as_it_is() {
        var alone = answer(Asking.rules(ALLOWS), READ);
        var beside = answer(trying(DENIES), READ);

        assertThat(beside.decision()).isEqualTo(alone.decision());
        assertThat(beside.shadow())
                .isEqualTo(
                        new ShadowAnswer(TRIED, Answered.ALLOW, Answered.DENY, List.of("test/no")));
        assertThat(beside.inputs()).isEqualTo(alone.inputs());
    }

    @Test
    void nothing_is_told_while_nothing_is_tried() {
        assertThat(answer(Asking.rules(ALLOWS), READ).shadow()).isNull();
    }

    @Test
    void an_answer_is_reused_only_as_long_as_both_would_be_the_same() {
        assertThat(answer(trying(DENIES), READ).inputs()).isEmpty();
        assertThat(answer(trying(BY_RATE, ALLOWS), READ).inputs())
                .contains(Input.COMMANDS_LAST_MINUTE);
    }

    @Test
    void what_takes_the_one_that_is_tried_too_long_leaves_the_answer_as_it_is() {
        var alone = answer(Asking.rules(ALLOWS), MANY_TABLES);
        var beside = costly(NOON);

        assertThat(beside).isEqualTo(alone);
        assertThat(nanos).hasValueLessThan(Duration.ofMillis(10).toNanos());
        assertThat(shadow.stopped(TRIED)).isNull();
    }

    @Test
    void what_takes_too_long_too_often_is_asked_no_more_until_another_trial() {
        IntStream.range(0, Overdrafts.MOST).forEach(_ -> costly(NOON));
        assertThat(shadow.stopped(TRIED)).isEqualTo(NOON);
        nanos.set(0);
        costly(NOON.plusSeconds(3_600));
        assertThat(nanos).hasValue(Duration.ofMillis(1).toNanos());
        assertThat(answer(trying(DENIES), READ).shadow()).isNull();

        answer(Asking.rules(ALLOWS), READ);
        assertThat(answer(trying(DENIES), READ).shadow()).isNotNull();
        assertThat(shadow.stopped(TRIED)).isNull();
    }

    @Test
    void what_takes_too_long_now_and_then_is_asked_on() {
        IntStream.range(0, 3 * Overdrafts.MOST)
                .forEach(n -> costly(NOON.plus(Overdrafts.WITHIN.multipliedBy(n / 15 * 2L))));

        assertThat(shadow.stopped(TRIED)).isNull();
    }

    @Test
    void nobody_is_asked_once_the_active_one_has_used_up_the_time() {
        var rulebook = trying(DENIES);
        var alone = answer(Asking.rules(ALLOWS), READ);

        var beside =
                shadow.beside(
                        alone, rulebook, READ, NOON, new Budget(() -> 0, Duration.ofMillis(4)));

        assertThat(beside).isEqualTo(alone);
        assertThat(shadow.stopped(TRIED)).isNull();
    }

    @Test
    void a_trial_too_deep_for_the_stack_leaves_the_answer_as_it_is() {
        var looks = new AtomicLong();
        var alone = answer(Asking.rules(ALLOWS), MANY_TABLES);
        var budget = new Budget(() -> looks.incrementAndGet() > 2 ? sunk() : 0, LIMIT);

        var beside = shadow.beside(alone, trying(COSTLY), MANY_TABLES, NOON, budget);

        assertThat(looks).hasValueGreaterThan(2);
        assertThat(beside).isEqualTo(alone);
    }

    private static long sunk() {
        throw new StackOverflowError();
    }

    @Test
    void the_release_of_a_hold_was_asked_about_before() {
        var terms =
                HoldTerms.waiting(
                        List.of(new QuorumPart("dba", 1)), 900, false, new InTransaction.Deny());
        var release = query(ALICE, command("SELECT", Effect.READ), terms);

        assertThat(answer(trying(DENIES), release).shadow()).isNull();
    }

    /** What allows reads, beside these rules. */
    private static Rulebook trying(String... rules) {
        var active = Asking.rules(ALLOWS);
        return new Rulebook(
                active.revision(),
                active.targets(),
                active.grants(),
                1,
                Asking.rules(rules).revision());
    }

    private DecisionAnswer answer(Rulebook rulebook, DecisionQuery query) {
        var answer =
                Evaluator.decide(rulebook, query, NOON, Asking.ample()).answer(rulebook.number());
        return shadow.beside(answer, rulebook, query, NOON, STANDING_STILL);
    }

    /** Each look at the clock finds a millisecond gone. */
    private DecisionAnswer costly(Instant now) {
        var rulebook = trying(COSTLY);
        var answer =
                Evaluator.decide(rulebook, MANY_TABLES, now, Asking.ample())
                        .answer(rulebook.number());
        var budget =
                new Budget(
                        () -> nanos.getAndAdd(Duration.ofMillis(1).toNanos()),
                        Duration.ofMillis(200));
        return shadow.beside(answer, rulebook, MANY_TABLES, now, budget);
    }
}
