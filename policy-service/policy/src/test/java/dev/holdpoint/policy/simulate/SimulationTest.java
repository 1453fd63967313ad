package dev.holdpoint.policy.simulate;

import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.BOB;
import static dev.holdpoint.policy.evaluate.Asking.NOON;
import static dev.holdpoint.policy.evaluate.Asking.command;
import static dev.holdpoint.policy.simulate.Recording.draft;
import static dev.holdpoint.policy.simulate.Sampled.ASK_DBA;
import static dev.holdpoint.policy.simulate.Sampled.LIVE;
import static dev.holdpoint.policy.simulate.Sampled.READS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.simulate.Simulation.Example;
import dev.holdpoint.policy.simulate.Simulation.HoldLoad;
import dev.holdpoint.policy.simulate.Simulation.Transition;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final String ASK_TWO =
            "{ name: ask, decide: hold, match: { effects: [ write ] },"
                    + " approval: { from: [ { group: dba }, { group: security } ], expires: 15m } }";

    private final Recording recording = new Recording();

    @Test
    void every_pair_of_answers_is_counted_with_examples() {
        recording.decide(LIVE, ALICE, command("SELECT", Effect.READ));
        recording.decide(LIVE, ALICE, command("UPDATE", Effect.WRITE));
        recording.later(Duration.ofSeconds(1));
        recording.decide(LIVE, BOB, command("UPDATE", Effect.WRITE));
        recording.decide(LIVE, BOB, command("DROP", Effect.DDL));

        var result = recording.simulate(draft(Asking.rules(READS, ASK_DBA)), LIVE);

        assertThat(result.commands()).isEqualTo(4);
        assertThat(result.unchanged()).isEqualTo(2);
        assertThat(result.matrix().get(Answer.ALLOW))
                .isEqualTo(Map.of(Answer.ALLOW, 1L, Answer.HOLD, 2L, Answer.DENY, 0L));
        assertThat(result.matrix().get(Answer.DENY))
                .isEqualTo(Map.of(Answer.ALLOW, 0L, Answer.HOLD, 0L, Answer.DENY, 1L));
        assertThat(result.changes())
                .singleElement()
                .satisfies(change -> assertThat(change.commands()).isEqualTo(2))
                .extracting(Transition::examples)
                .isEqualTo(
                        List.of(
                                new Example(
                                        NOON,
                                        "c-000001",
                                        "s-1",
                                        ALICE.id().toString(),
                                        "payments",
                                        "test/writes",
                                        "test/ask"),
                                new Example(
                                        NOON.plusSeconds(1),
                                        "c-000002",
                                        "s-1",
                                        BOB.id().toString(),
                                        "payments",
                                        "test/writes",
                                        "test/ask")));
        assertThat(result.principals()).hasSize(2);
        assertThat(result.targets()).singleElement().extracting("name").isEqualTo("payments");
        assertThat(result.rules()).singleElement().extracting("name").isEqualTo("test/ask");
    }

    @Test
    void what_a_draft_is_too_slow_for_is_denied_as_the_live_service_would() {
        recording.decide(LIVE, ALICE, command("SELECT", Effect.READ));
        var clock = new AtomicLong();
        var draft = draft(Asking.rules(READS));

        var slow = recording.simulate(draft, LIVE, () -> clock.addAndGet(150_000_000));
        var soon = recording.simulate(draft, LIVE, () -> clock.addAndGet(1_000_000));

        assertThat(slow.matrix().get(Answer.ALLOW)).containsEntry(Answer.DENY, 1L);
        assertThat(slow.rules()).singleElement().extracting("name").isEqualTo("POLICY_UNAVAILABLE");
        assertThat(slow.notEvaluable()).isEmpty();
        assertThat(soon.unchanged()).isEqualTo(1);
    }

    @Test
    void a_draft_that_was_slow_once_is_asked_again_as_edges_do() {
        recording.decide(LIVE, ALICE, command("SELECT", Effect.READ));
        var looks = new AtomicLong();

        var result =
                recording.simulate(
                        draft(Asking.rules(READS)),
                        LIVE,
                        () -> looks.incrementAndGet() == 1 ? 0 : 300_000_000);

        assertThat(looks).hasValueGreaterThan(2);
        assertThat(result.unchanged()).isEqualTo(1);
    }

    @Test
    void holds_are_expected_by_group_and_day() {
        var live = Asking.rules(READS, ASK_DBA);
        recording.decide(live, ALICE, command("UPDATE", Effect.WRITE));
        recording.decide(live, BOB, command("UPDATE", Effect.WRITE));
        recording.later(Duration.ofDays(1));
        recording.decide(live, ALICE, command("UPDATE", Effect.WRITE));

        var result = recording.simulate(draft(Asking.rules(READS, ASK_TWO)), live);

        var first = LocalDate.of(2026, 11, 21);
        var second = first.plusDays(1);
        assertThat(result.changed()).isZero();
        assertThat(result.termsChanged()).isEqualTo(3);
        assertThat(result.holds())
                .containsExactly(
                        new HoldLoad(first, "dba", 2, 2),
                        new HoldLoad(first, "security", 0, 2),
                        new HoldLoad(second, "dba", 1, 1),
                        new HoldLoad(second, "security", 0, 1));
    }

    @Test
    void what_is_decided_at_the_release_of_a_hold_is_no_command_of_its_own() {
        var live = Asking.rules(READS, ASK_DBA);
        var released = recording.query(ALICE, command("UPDATE", Effect.WRITE));
        var hold = (Decision.Hold) Asking.decide(live, released);
        recording.add(released, hold);
        recording.add(
                released,
                new Decision.Allow(hold.revision(), hold.rules(), "", List.of()),
                null,
                new HoldId("h-1"));
        var denied = recording.query(ALICE, command("UPDATE", Effect.WRITE));
        recording.add(denied, hold);
        recording.add(
                denied,
                new Decision.Deny(hold.revision(), hold.rules(), "", RefusalCode.POLICY_DENIED));

        var result = recording.simulate(draft(live), live);

        assertThat(result.commands()).isEqualTo(2);
        assertThat(result.releases()).isEqualTo(2);
        assertThat(result.changed()).isZero();
    }

    @Test
    void of_what_cannot_be_read_only_what_could_be_selected_counts() {
        recording.decide(LIVE, ALICE, command("SELECT", Effect.READ));
        recording.rewriteLast("dev.holdpoint.sessions.CommandDecided.v3", new byte[0]);
        recording.decide(LIVE, BOB, command("SELECT", Effect.READ));
        recording.rewriteLast("dev.holdpoint.sessions.CommandDecided.v3", new byte[0]);
        recording.later(Duration.ofHours(1));
        recording.decide(LIVE, ALICE, command("SELECT", Effect.READ));
        recording.rewriteLast("dev.holdpoint.sessions.CommandDecided.v3", new byte[0]);
        recording.add(
                new TreeMap<>(Map.of("ce_type", "dev.holdpoint.sessions.CommandDecided.v3")),
                new byte[0]);
        var end = NOON.plusSeconds(3600);

        assertThat(count(new Selection(NOON, end, null, null))).isEqualTo(3);
        assertThat(count(new Selection(NOON, end, "alice", null))).isEqualTo(2);
        assertThat(count(new Selection(NOON, end, BOB.id().toString(), "elsewhere"))).isEqualTo(2);
        assertThat(count(new Selection(NOON, end, "mallory", null))).isEqualTo(1);
    }

    @Test
    void only_what_is_selected_counts() {
        recording.decide(LIVE, ALICE, command("SELECT", Effect.READ));
        recording.decide(LIVE, BOB, command("SELECT", Effect.READ));
        recording.later(Duration.ofHours(1));
        recording.decide(LIVE, ALICE, command("SELECT", Effect.READ));
        var hour = new Selection(NOON, NOON.plusSeconds(3600), null, null);

        assertThat(count(hour)).isEqualTo(2);
        assertThat(count(new Selection(hour.from(), hour.to(), "alice", null))).isEqualTo(1);
        assertThat(count(new Selection(NOON, hour.to(), BOB.id().toString(), "payments")))
                .isEqualTo(1);
        assertThat(count(new Selection(NOON, hour.to(), "mallory", null))).isZero();
        assertThat(count(new Selection(NOON, hour.to(), null, "elsewhere"))).isZero();
    }

    @Test
    void what_commands_have_in_common_selects_them() {
        recording.decide(LIVE, ALICE, command("SELECT", Effect.READ));
        recording.decide(LIVE, BOB, command("DROP", Effect.DDL));

        assertThat(count(where(null, Effect.DDL, null, null))).isEqualTo(1);
        assertThat(count(where(null, null, Answer.ALLOW, null))).isEqualTo(1);
        assertThat(count(where(null, null, Answer.HOLD, null))).isZero();
        assertThat(count(where(ALICE.groups().getFirst(), Effect.READ, null, null))).isEqualTo(1);
        assertThat(count(where("nobody", null, null, null))).isZero();
        assertThat(count(where(null, null, null, "test/nothing"))).isZero();
        assertThat(count(where(null, null, null, null))).isEqualTo(2);
    }

    private static Selection where(
            @Nullable String group,
            @Nullable Effect effect,
            @Nullable Answer answer,
            @Nullable String rule) {
        var trait = new Trait(group, effect, null, answer, rule);
        return new Selection(Recording.ALL.from(), Recording.ALL.to(), null, null, trait);
    }

    @Test
    void kinds_the_draft_lacks_are_those_in_force() {
        recording.decide(LIVE, ALICE, command("SELECT", Effect.READ));
        var revision = Objects.requireNonNull(LIVE.revision());
        var policies = new Draft(revision.policies(), Map.of(), Map.of());
        var nobody = new Draft(List.of(), Map.of(), Map.of(new GrantId("bobs"), bobsGrant("file")));

        assertThat(recording.simulate(policies, LIVE).unchanged()).isEqualTo(1);
        assertThat(recording.simulate(nobody, LIVE).changes())
                .singleElement()
                .satisfies(
                        change -> {
                            assertThat(change.becomes()).isEqualTo(Answer.DENY);
                            assertThat(change.examples().getFirst().ruleNow())
                                    .isEqualTo("NO_GRANT");
                        });
        assertThat(
                        recording
                                .simulate(policies, (_, _) -> Optional.empty(), Recording.ALL)
                                .notEvaluable())
                .containsExactly(GapTest.gap(Gap.NOTHING_IN_FORCE, "c-000000"));
    }

    @Test
    void grants_that_are_from_no_file_stay_beside_those_of_the_draft() {
        var approved =
                new Rulebook(
                        LIVE.revision(),
                        LIVE.targets(),
                        Map.of(new GrantId("just-in-time"), bobsGrant("approval")),
                        1);
        recording.decide(approved, BOB, command("SELECT", Effect.READ));
        var files = draft(LIVE);

        var without =
                new Draft(files.policies(), files.targets(), Map.of(new GrantId("a"), agents()));

        assertThat(recording.simulate(without, approved).unchanged()).isEqualTo(1);
    }

    @Test
    void the_memory_it_takes_does_not_grow_with_the_number_of_principals() {
        for (int i = 0; i < Rows.MOST + 50; i++) {
            var query =
                    recording.query(
                            Asking.human("p-%05d".formatted(i), "agents"),
                            command("UPDATE", Effect.WRITE));
            recording.add(query, Asking.decide(LIVE, query));
        }

        var result = recording.simulate(draft(Asking.rules(READS, ASK_DBA)), LIVE);

        assertThat(result.changed()).isEqualTo(Rows.MOST + 50);
        assertThat(result.principals()).hasSize(Rows.MOST + 1);
        assertThat(result.principals().getFirst().name()).isEqualTo(Rows.OTHERS);
        assertThat(result.changes().getFirst().examples()).hasSize(5);
    }

    private long count(Selection selection) {
        return recording.simulate(draft(LIVE), LIVE, selection).commands();
    }

    private static GrantSpec bobsGrant(String origin) {
        return Asking.grant(List.of("bob"), List.of(), List.of(Effect.READ), origin);
    }

    private static GrantSpec agents() {
        return Asking.grant(List.of(), List.of("agents"), List.of(Effect.READ));
    }
}
