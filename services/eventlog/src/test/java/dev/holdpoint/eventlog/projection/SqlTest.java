package dev.holdpoint.eventlog.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.eventlog.Bytes;
import dev.holdpoint.events.Effect;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.PgException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTest {
    @Test
    void parameters_become_what_postgres_takes() {
        var tuple =
                Sql.tuple(
                        Arrays.asList(
                                Instant.EPOCH,
                                Effect.READ,
                                List.of("a", "b"),
                                Bytes.of(new byte[] {1}),
                                new byte[] {2},
                                null,
                                7L));

        assertThat(tuple.getValue(0)).isEqualTo(Instant.EPOCH.atOffset(ZoneOffset.UTC));
        assertThat(tuple.getValue(1)).isEqualTo("READ");
        assertThat((String[]) tuple.getValue(2)).containsExactly("a", "b");
        assertThat(tuple.getValue(3)).isEqualTo(Buffer.buffer(new byte[] {1}));
        assertThat(tuple.getValue(4)).isEqualTo(Buffer.buffer(new byte[] {2}));
        assertThat(tuple.getValue(5)).isNull();
        assertThat(tuple.getValue(6)).isEqualTo(7L);
    }

    @Test
    void a_text_with_a_nul_is_kept_with_its_picture() {
        var tuple = Sql.tuple(List.of("a\0b", List.of("c", "\0")));

        assertThat(tuple.getValue(0)).isEqualTo("a\u2400b");
        assertThat((String[]) tuple.getValue(1)).containsExactly("c", "\u2400");
    }

    @ParameterizedTest
    @CsvSource({
        "22003, true",
        "22P05, true",
        "23505, true",
        "40001, false",
        "42P01, false",
        "57P01, false",
        "08006, false"
    })
    void only_a_row_that_is_itself_at_fault_is_parked(String state, boolean refused) {
        assertThat(Sql.refusesData(new PgException("no", "ERROR", state, null))).isEqualTo(refused);
        assertThat(Sql.refusesData(new IllegalStateException(state))).isFalse();
    }

    @Test
    void a_change_keeps_nulls_and_does_not_change() {
        @Nullable Object[] parameters = {"a", null};
        var change = Change.of("INSERT", parameters);

        parameters[0] = "b";

        assertThat(change.parameters()).containsExactly("a", null);
    }
}
