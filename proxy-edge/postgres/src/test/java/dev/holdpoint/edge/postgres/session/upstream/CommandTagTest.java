package dev.holdpoint.edge.postgres.session.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.wire.PgWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTagTest {
    @ParameterizedTest
    @CsvSource({
        "UPDATE 3, 3",
        "INSERT 0 120, 120",
        "SELECT 999999999999999999, 999999999999999999",
        "SELECT 9999999999999999999, 0",
        "CREATE TABLE, 0",
        "12, 0",
        "'', 0",
    })
    void rows_are_the_number_at_the_end(String tag, long rows) {
        assertThat(CommandTag.rows(PgWriter.frame('C').putString(tag).done())).isEqualTo(rows);
    }
}
