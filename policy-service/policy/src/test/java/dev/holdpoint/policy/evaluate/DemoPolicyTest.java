package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.AGENT;
import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.BOB;
import static dev.holdpoint.policy.evaluate.Asking.DEPLOY_BOT;
import static dev.holdpoint.policy.evaluate.Asking.command;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Decision.Allow;
import dev.holdpoint.events.Decision.Deny;
import dev.holdpoint.events.Decision.Hold;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation.MaskColumn;
import dev.holdpoint.events.Principal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The documents in deploy/policies/demo do what the README shows. */
class DemoPolicyTest {
    private final Rulebook rulebook = Asking.rulebook(Asking.reader().read(Asking.demo()));

    @Test
    void the_agents_reads_are_allowed_with_card_numbers_masked() {
        assertThat(decide(AGENT, command("SELECT", Effect.READ)))
                .isInstanceOfSatisfying(
                        Allow.class,
                        allow ->
                                assertThat(allow.obligations())
                                        .containsExactly(
                                                new MaskColumn(
                                                        "public.customers.card_number",
                                                        new Mask.KeepLast(4),
                                                        "payments/mask-1")));
    }

    @Test
    void the_agents_drop_is_denied_by_name_and_reason() {
        assertThat(decide(AGENT, command("DROP", Effect.DDL)))
                .isInstanceOfSatisfying(
                        Deny.class,
                        deny -> {
                            assertThat(deny.rules().getFirst())
                                    .isEqualTo("payments/destructive-ddl");
                            assertThat(deny.reason())
                                    .isEqualTo("Schema changes go through a migration.");
                        });
    }

    @Test
    void the_agents_writes_wait_a_quarter_of_an_hour_for_one_dba() {
        assertThat(decide(AGENT, command("UPDATE", Effect.READ, Effect.WRITE)))
                .isInstanceOfSatisfying(
                        Hold.class,
                        hold -> {
                            assertThat(hold.rules()).containsExactly("payments/writes-by-agents");
                            assertThat(hold.terms().quorum())
                                    .containsExactly(new QuorumPart("dba", 1));
                            assertThat(hold.terms().expiresAfterSeconds()).isEqualTo(900);
                        });
    }

    @Test
    void settings_of_the_session_may_change() {
        assertThat(decide(AGENT, command("SET", Effect.SESSION))).isInstanceOf(Allow.class);
    }

    @Test
    void people_may_read_and_not_write() {
        for (var who : List.of(ALICE, BOB)) {
            assertThat(decide(who, command("SELECT", Effect.READ))).isInstanceOf(Allow.class);
            assertThat(decide(who, command("UPDATE", Effect.WRITE))).isInstanceOf(Deny.class);
        }
    }

    @Test
    void the_deploy_bot_writes_but_not_to_whole_tables() {
        var update = command("UPDATE", Effect.READ, Effect.WRITE);
        var wide =
                new CommandFacts(
                        update.kinds(),
                        update.effects(),
                        update.reads(),
                        update.writes(),
                        update.columns(),
                        List.of(),
                        List.of(),
                        List.of(),
                        update.functions(),
                        false,
                        false,
                        null,
                        "f");

        assertThat(decide(DEPLOY_BOT, update)).isInstanceOf(Allow.class);
        assertThat(decide(DEPLOY_BOT, wide)).isInstanceOf(Hold.class);
    }

    @Test
    void what_was_not_understood_is_denied_for_everybody() {
        for (var who : List.of(AGENT, ALICE, BOB, DEPLOY_BOT)) {
            assertThat(decide(who, command("?", Effect.READ, Effect.UNKNOWN)))
                    .isInstanceOf(Deny.class);
        }
    }

    private Decision decide(Principal who, CommandFacts facts) {
        return Asking.decide(rulebook, Asking.query(who, facts));
    }
}
