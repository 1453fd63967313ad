package dev.holdpoint.policy.propose;

import static dev.holdpoint.policy.evaluate.Asking.AGENT;
import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.NOON;
import static dev.holdpoint.policy.evaluate.Asking.PAYMENTS;
import static dev.holdpoint.policy.evaluate.Asking.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.language.SourceFile;
import dev.holdpoint.policy.simulate.Recording;
import dev.holdpoint.policy.simulate.Selection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProposerTest {
    private static final SourceFile POLICY =
            Asking.source(
                    """
                    # the head
                    rules:
                      - name: everything   # too much
                        decide: allow
                        match:
                          effects: [ read, write, ddl ]
                        reason: Go on.
                      - name: never
                        decide: allow
                        match: { effects: [ admin ] }
                      - name: ask
                        decide: hold
                        match: { effects: [ write ] }
                        approval: { from: [ { group: dba } ], expires: 5m }
                    """);

    private final Recording recording = new Recording();

    @Test
    void a_grant_keeps_the_effects_and_targets_that_were_used_its_dates_and_its_owner() {
        var rulebook = rulebook(Map.of(new GrantId("wide"), grant(Map.of("data", "payments"))));
        recording.decide(rulebook, ALICE, command("SELECT", Effect.READ));

        var proposer = new Proposing(rulebook, recording).proposer();

        assertThat(proposer.grants())
                .singleElement()
                .satisfies(
                        grant -> {
                            assertThat(grant.commands()).isEqualTo(1);
                            assertThat(grant.targets()).containsExactly("payments");
                            assertThat(grant.effects()).containsExactly("read");
                            assertThat(grant.withoutEffects()).containsExactly("write", "ddl");
                        });
        assertThat(proposer.documents(List.of()).getFirst().text())
                .isEqualTo(
                        """
                        apiVersion: holdpoint.dev/v1
                        kind: Grant
                        metadata: { name: wide }
                        spec:
                          subjects: [ "alice" ]
                          groups: [ "agents" ]
                          targets: { names: [ payments ] }
                          effects: [ read ]
                          owner: "carol"
                          expiresAt: 2026-11-21T13:00:00Z
                        """);
    }

    @Test
    void a_rule_is_written_anew_where_it_stands() {
        var rulebook = rulebook(Map.of(new GrantId("wide"), grant(Map.of())));
        recording.decide(rulebook, ALICE, command("SELECT", Effect.READ));

        var proposer = new Proposing(rulebook, recording).proposer();

        assertThat(proposer.rules())
                .extracting(Proposed.NarrowedRule::rule, Proposed.NarrowedRule::unused)
                .containsExactly(tuple("test/everything", false), tuple("test/never", true));
        assertThat(proposer.documents(List.of(POLICY)).getLast().text())
                .isEqualTo(
                        POLICY.text()
                                .replace(
                                        "effects: [ read, write, ddl ]",
                                        """
                                        { effects: [ read ],
                                                  reads: [ "public.customers" ],
                                                  kinds: [ "SELECT" ] }"""));
    }

    @Test
    void what_a_released_hold_needed_is_kept_and_what_was_only_held_is_not() {
        var rulebook = rulebook(Map.of(new GrantId("wide"), grant(Map.of())));
        var write = recording.query(ALICE, command("UPDATE", Effect.WRITE));
        var hold = (Decision.Hold) Asking.decide(rulebook, write);
        recording.add(write, hold);
        assertThat(new Proposing(rulebook, recording).proposer().grants())
                .singleElement()
                .satisfies(grant -> assertThat(grant.unused()).isTrue());

        var released = new Decision.Allow(hold.revision(), hold.rules(), "", List.of());
        recording.add(write, released, null, new HoldId("h-1"));

        var made = new Proposing(rulebook, recording);
        assertThat(made.proposer().grants().getFirst().effects()).containsExactly("write");
        assertThat(made.proof().keeps()).isTrue();
        assertThat(made.proof().heldThenDenied()).isZero();
    }

    @Test
    void a_grant_that_opened_the_session_of_what_was_released_beyond_it_is_kept() {
        var reads = Asking.grant(List.of("alice"), List.of(), List.of(Effect.READ));
        var rulebook =
                rulebook(Map.of(new GrantId("opens"), reads, new GrantId("eves"), grantFor("eve")));
        var write = recording.query(ALICE, command("UPDATE", Effect.WRITE));
        var revision = Asking.decide(rulebook, write).revision();
        var released = new Decision.Allow(revision, List.of("test/ask"), "", List.of());
        recording.add(write, released, null, new HoldId("h-1"));

        var grants = new Proposing(rulebook, recording).proposer().grants();

        assertThat(grants)
                .singleElement()
                .satisfies(grant -> assertThat(grant.grant()).isEqualTo("eves"));
    }

    @Test
    void a_filter_chooses_what_is_narrowed_but_not_whose_use_counts() {
        var mine = grant(Map.of());
        var rulebook =
                rulebook(
                        Map.of(
                                new GrantId("shared"),
                                mine,
                                new GrantId("unused"),
                                grantFor("eve")));
        recording.decide(rulebook, ALICE, command("SELECT", Effect.READ));
        recording.decide(rulebook, AGENT, command("CREATE", Effect.DDL));
        var alice = new Selection(Recording.ALL.from(), Recording.ALL.to(), "alice", null);

        var grants = new Proposing(rulebook, recording, alice).proposer().grants();

        assertThat(grants)
                .singleElement()
                .satisfies(
                        grant -> {
                            assertThat(grant.grant()).isEqualTo("shared");
                            assertThat(grant.effects()).containsExactly("read", "ddl");
                        });
    }

    @Test
    void a_proposal_that_lost_something_would_not_be_proven() {
        var rulebook = rulebook(Map.of(new GrantId("wide"), grant(Map.of())));
        recording.decide(rulebook, ALICE, command("SELECT", Effect.READ));
        var made = new Proposing(rulebook, recording);
        recording.decide(rulebook, ALICE, command("CREATE", Effect.DDL));

        assertThat(made.proof().keeps()).isFalse();
        assertThat(made.proof().newlyDenied()).isEqualTo(1);
    }

    private static Rulebook rulebook(Map<GrantId, GrantSpec> grants) {
        var one = Asking.rulebook(List.of(POLICY), Asking.everything());
        var targets = Map.of(PAYMENTS, Asking.TARGET, new TargetName("other"), Asking.TARGET);
        return new Rulebook(one.revision(), targets, grants, 1);
    }

    private static GrantSpec grant(Map<String, String> labels) {
        return new GrantSpec(
                List.of("alice"),
                List.of("agents"),
                labels.isEmpty() ? List.of(PAYMENTS) : List.of(),
                labels,
                List.of(Effect.READ, Effect.WRITE, Effect.DDL),
                "carol",
                NOON.plusSeconds(3600),
                null,
                "file",
                null,
                null,
                null);
    }

    private static GrantSpec grantFor(String subject) {
        return Asking.grant(List.of(subject), List.of(), List.of(Effect.READ));
    }
}
