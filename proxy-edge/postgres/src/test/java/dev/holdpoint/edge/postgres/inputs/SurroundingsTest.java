package dev.holdpoint.edge.postgres.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.command.Circumstances;
import dev.holdpoint.edge.command.Command;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.sql.NameChange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SurroundingsTest {
    private static final SessionAttributes SESSION =
            new SessionAttributes(
                    new SessionId("s-1"),
                    new Principal(
                            new PrincipalId("http://issuer", "alice"),
                            "alice",
                            PrincipalKind.HUMAN,
                            List.of(),
                            null),
                    new TargetName("payments"),
                    "postgres",
                    "127.0.0.1",
                    null,
                    null);

    private final Surroundings one = of("s-1");
    private final Surroundings other = of("s-2");

    private static Surroundings of(String session) {
        var surroundings = new Surroundings(new SessionId(session), Map.of());
        surroundings.reported("search_path", "public");
        return surroundings;
    }

    @Test
    void sessions_that_set_the_same_are_alike() {
        for (var session : List.of(one, other)) {
            pass(session, Effect.SESSION, "SET", "SET app.tenant = 'a'", 'a');
        }
        assertThat(one.described()).isEqualTo(other.described());

        pass(other, Effect.SESSION, "SET", "SET app.tenant = 'b'", 'b');
        assertThat(one.described()).isNotEqualTo(other.described());
        assertThat(other.isCertain()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SET holdpoint.justification = 'because'", "reset Holdpoint.justification;"})
    void what_no_target_sees_is_no_difference(String text) {
        pass(other, Effect.SESSION, "SET", text, 'a');

        assertThat(other.described()).isEqualTo(one.described());
    }

    @ParameterizedTest
    @CsvSource({
        "h, 5432, d, u, true",
        "h, 5432, e, u, false",
        "i, 5432, d, u, false",
        "h, 5433, d, u, false",
        "h, 5432, d, v, false"
    })
    void where_a_target_is_makes_a_difference(
            String host, int port, String database, String user, boolean same) {
        one.at(spec("h", 5432, "d", "u"));
        other.at(spec(host, port, database, user));

        assertThat(other.described().equals(one.described())).isEqualTo(same);
    }

    private static TargetSpec spec(String host, int port, String database, String user) {
        return new TargetSpec(
                "postgres",
                host,
                port,
                database,
                user,
                "env:SECRET",
                "disable",
                Map.of(),
                List.of());
    }

    @Test
    void what_a_client_begins_with_and_whatever_is_reported_is_a_difference() {
        var began = new Surroundings(new SessionId("s-1"), Map.of("lock_timeout", "5s"));
        began.reported("search_path", "public");
        assertThat(began.described()).isNotEqualTo(one.described());

        other.reported("application_name", "evil");
        assertThat(other.described()).isNotEqualTo(one.described());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET application_name = 'run 42'",
                " set session lock_timeout to '5s' ; ",
                "RESET extra_float_digits",
                "SET LOCAL search_path = accounts",
                "SET application_name = 'a'; SET app.tenant = 'b'",
                "SET application_name_of = 'a'",
                "/* SET application_name */ SET app.tenant = 'b'",
                "SET \"search_path\" = accounts",
                "SELECT set_config('app.tenant', $1, false)",
                "RESET ALL"
            })
    void what_may_be_anything_is_a_difference(String text) {
        pass(other, Effect.SESSION, "SET", text, 'a');

        assertThat(one.described()).isNotEqualTo(other.described());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN ISOLATION LEVEL SERIALIZABLE",
                "BEGIN READ/**/ONLY",
                "BEGIN TRANSACTION DEFERRABLE"
            })
    void how_a_transaction_runs_is_a_difference(String text) {
        pass(other, Effect.SESSION, "BEGIN", text, 'a');

        assertThat(other.described()).isNotEqualTo(one.described());
    }

    @Test
    void a_transaction_in_which_nothing_is_set_is_no_difference() {
        pass(other, Effect.SESSION, "BEGIN", "BEGIN", 'a');
        other.failed();
        pass(other, Effect.SESSION, "ROLLBACK", "ROLLBACK", 'b');
        other.transactionEnded();

        assertThat(other.described()).isEqualTo(one.described());
    }

    @Test
    void when_a_setting_may_have_been_undone_a_session_is_like_no_other() {
        for (var session : List.of(one, other)) {
            pass(session, Effect.SESSION, "SET", "SET app.tenant = 'a'", 'a');
            pass(session, Effect.SESSION, "ROLLBACK", "ROLLBACK", 'b');
        }
        assertThat(one.described()).isNotEqualTo(other.described());

        var third = of("s-3");
        pass(third, Effect.SESSION, "SET", "SET app.tenant = 'a'", 'a');
        third.failed();
        var fourth = of("s-4");
        pass(fourth, Effect.SESSION, "SET", "SET app.tenant = 'a'", 'a');
        fourth.failed();
        assertThat(third.described()).isNotEqualTo(fourth.described());
    }

    @Test
    void inside_and_outside_a_transaction_and_after_it_a_setting_is_another() {
        pass(one, Effect.SESSION, "SET", "SET LOCAL app.tenant = 'a'", 'a', true);
        pass(other, Effect.SESSION, "SET", "SET LOCAL app.tenant = 'a'", 'a', false);
        assertThat(one.described()).isNotEqualTo(other.described());

        var before = one.described();
        one.transactionEnded();
        assertThat(one.described()).isNotEqualTo(before);
    }

    @Test
    void a_session_like_no_other_differs_from_itself_after_each_change() {
        pass(one, Effect.DDL, "CREATE TABLE", "CREATE TEMP TABLE orders(n int)", 'a');
        var before = one.described();
        pass(one, Effect.SESSION, "SET", "SET app.tenant = 'a'", 'b');
        var set = one.described();
        pass(one, Effect.DDL, "DROP TABLE", "DROP TABLE orders", 'c');
        var dropped = one.described();
        pass(one, Effect.UNKNOWN, "DO", "DO 'BEGIN END'", 'd');

        assertThat(List.of(before, set, dropped, one.described())).doesNotHaveDuplicates();
    }

    @Test
    void another_role_and_temporary_tables_make_a_session_like_no_other() {
        pass(one, Effect.PRIVILEGE, "SET", "SET ROLE app", 'a');
        pass(other, Effect.PRIVILEGE, "SET", "SET ROLE app", 'a');
        assertThat(one.described()).isNotEqualTo(other.described());
        assertThat(one.isCertain()).isFalse();

        var third = of("s-3");
        pass(third, Effect.DDL, "CREATE TABLE", "CREATE TABLE temps(n int)", 'a');
        assertThat(third.isCertain()).isTrue();
        pass(third, Effect.DDL, "CREATE TABLE", "CREATE TEMP TABLE orders(n int)", 'a');
        assertThat(third.isCertain()).isFalse();
    }

    @Test
    void where_no_path_is_reported_any_change_but_harmless_ones_is_uncertain() {
        var old = new Surroundings(new SessionId("s-1"), Map.of());
        pass(old, Effect.SESSION, "SET", "SET application_name = 'a'", 'a');
        pass(old, Effect.SESSION, "BEGIN", "BEGIN", 'a');
        assertThat(old.isCertain()).isTrue();

        pass(old, Effect.SESSION, "SET", "SET search_path = accounts", 'a');
        assertThat(old.isCertain()).isFalse();
    }

    private static void pass(
            Surroundings surroundings, Effect effect, String kind, String text, char digit) {
        pass(surroundings, effect, kind, text, digit, false);
    }

    private static void pass(
            Surroundings surroundings,
            Effect effect,
            String kind,
            String text,
            char digit,
            boolean inTransaction) {
        var facts = CommandFacts.of(kind, effect);
        var digest = new Digest("sha256:" + String.valueOf(digit).repeat(64));
        surroundings.passed(
                new Command(
                        new CommandId("c-1"),
                        SESSION,
                        digest,
                        text,
                        List.of(),
                        facts,
                        null,
                        Circumstances.NONE,
                        null,
                        null,
                        inTransaction,
                        null,
                        null),
                List.of(text),
                NameChange.NONE);
    }
}
