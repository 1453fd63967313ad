package dev.holdpoint.edge.postgres.session.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.hold.Ticket;
import dev.holdpoint.edge.postgres.wire.PgBody;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.edge.relay.Refusal;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.RevisionId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PgRefusalTest {
    private static final CommandId COMMAND = new CommandId("c-1");

    @Test
    void a_denial_names_rule_reason_command_and_revision() {
        var deny =
                new Decision.Deny(
                        new RevisionId("sha256:aa"),
                        List.of("payments/no-ddl", "payments/other"),
                        "Schema changes go through a migration.",
                        RefusalCode.POLICY_DENIED);

        var text = text(Refusal.of(COMMAND, deny));

        assertThat(text)
                .contains("42501")
                .contains("Holdpoint denied this command: Schema changes go through a migration.")
                .contains("(rule payments/no-ddl)")
                .contains("command c-1")
                .contains("sha256:aa");
    }

    @Test
    void a_ticket_says_which_hold_until_when_where_and_what_to_do() {
        var hold =
                new Decision.Hold(
                        new RevisionId("sha256:aa"),
                        List.of("payments/writes"),
                        "A dba looks at writes.",
                        HoldTerms.waiting(
                                List.of(new HoldTerms.QuorumPart("dba", 1)),
                                900,
                                false,
                                new InTransaction.Deny()));
        var ticket =
                new Ticket(
                        new HoldId("h-1"),
                        Instant.parse("2026-11-21T12:00:00.5Z"),
                        600,
                        "http://holds/h-1");

        assertThat(text(Refusal.of(COMMAND, hold, ticket)))
                .contains("42501")
                .contains("hold h-1, expires 2026-11-21T12:00:00Z (rule payments/writes)")
                .contains("A dba looks at writes.")
                .contains("http://holds/h-1")
                .contains("again within 600 s");
    }

    @Test
    void a_lost_log_is_fatal_and_says_that_nothing_ran() {
        assertThat(text(Refusal.logLost(COMMAND)))
                .contains("FATAL")
                .contains("58000")
                .contains("Nothing was sent");
    }

    @Test
    void one_hold_too_many_is_a_limit_reached() {
        assertThat(PgRefusal.sqlState(RefusalCode.TOO_MANY_HOLDS)).isEqualTo("53400");
    }

    @Test
    void every_code_has_a_sqlstate_of_five_characters() {
        for (var code : RefusalCode.values()) {
            assertThat(PgRefusal.sqlState(code)).as(code.name()).matches("[0-9A-Z]{5}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LOG_UNAVAILABLE, 58000",
        "TARGET_UNAVAILABLE, 08001",
        "UNKNOWN_TARGET, 3D000",
        "AUTHENTICATION_FAILED, 28000",
        "POLICY_DENIED, 28000",
        "NOT_UNDERSTOOD, 28000",
        "HOLD_EXPIRED, 28000",
        "CLIENT_GONE, 28000"
    })
    void a_session_is_refused_for_want_of_authorization_unless_its_target_or_a_service_fails(
            RefusalCode code, String sqlState) {
        assertThat(text(PgRefusal.ofSession(code, "because")))
                .contains("FATAL", "C" + sqlState, "refused the session: because");
    }

    private static String text(Refusal refusal) {
        return text(PgRefusal.report(refusal));
    }

    private static String text(Report report) {
        return PgBody.utf8(report.error().body().readRest()).replace('\0', '\n');
    }
}
