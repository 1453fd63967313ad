package dev.holdpoint.edge.postgres.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.SessionId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurroundingsTest {
    private final Surroundings one = of("s-1");
    private final Surroundings other = of("s-2");

    private static Surroundings of(String session) {
        var surroundings = new Surroundings(new SessionId(session));
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
            strings = {
                "SET application_name = 'run 42'",
                " set session lock_timeout to '5s' ; ",
                "RESET extra_float_digits",
                "SET LOCAL search_path = accounts",
                "SET holdpoint.justification = 'because'"
            })
    void what_is_reported_or_changes_nothing_is_no_difference(String text) {
        pass(other, Effect.SESSION, "SET", text, 'a');

        assertThat(one.described()).isEqualTo(other.described());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
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
        var old = new Surroundings(new SessionId("s-1"));
        pass(old, Effect.SESSION, "SET", "SET application_name = 'a'", 'a');
        pass(old, Effect.SESSION, "BEGIN", "BEGIN", 'a');
        assertThat(old.isCertain()).isTrue();

        pass(old, Effect.SESSION, "SET", "SET search_path = accounts", 'a');
        assertThat(old.isCertain()).isFalse();
    }

    private static void pass(
            Surroundings surroundings, Effect effect, String kind, String text, char digit) {
        var facts =
                new CommandFacts(
                        List.of(kind),
                        List.of(effect),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        false,
                        false,
                        null,
                        "");
        var digest = new Digest("sha256:" + String.valueOf(digit).repeat(64));
        surroundings.passed(facts, List.of(text), digest);
    }
}
