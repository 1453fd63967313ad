package dev.holdpoint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Effect;
import org.junit.jupiter.api.Test;

class SessionNameTest {
    @Test
    void what_was_prepared_is_told_with_its_own_effects() {
        var names = Analysing.understood("PREPARE p AS DELETE FROM payments").names();

        assertThat(names)
                .singleElement()
                .isInstanceOfSatisfying(
                        SessionName.Prepare.class,
                        prepared -> {
                            assertThat(prepared.name()).isEqualTo("p");
                            var facts = prepared.statement().facts();
                            assertThat(facts.effects()).containsExactly(Effect.WRITE);
                            assertThat(facts.hasWhere()).isFalse();
                        });
    }

    @Test
    void names_are_folded_as_the_server_folds_them() {
        assertThat(Analysing.understood("EXECUTE Foo; EXECUTE \"Foo\"").names())
                .containsExactly(new SessionName.Execute("foo"), new SessionName.Execute("Foo"));
    }

    @Test
    void execution_is_seen_inside_other_statements() {
        var execute = new SessionName.Execute("p");

        assertThat(Analysing.understood("EXPLAIN ANALYZE EXECUTE p").names())
                .containsExactly(execute);
        assertThat(Analysing.understood("CREATE TABLE t AS EXECUTE p").names())
                .containsExactly(execute);
    }

    @Test
    void cursors_are_declared_and_fetched_by_name() {
        var names =
                Analysing.understood("DECLARE c CURSOR FOR SELECT * FROM t; FETCH c; MOVE c")
                        .names();

        assertThat(names).hasSize(3);
        assertThat(names.getFirst())
                .isInstanceOfSatisfying(
                        SessionName.Declare.class,
                        declared -> assertThat(declared.query().mentions().wholeRows()).isTrue());
        assertThat(names.subList(1, 3)).containsOnly(new SessionName.Fetch("c"));
    }
}
