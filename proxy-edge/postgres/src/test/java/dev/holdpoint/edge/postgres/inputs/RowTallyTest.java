package dev.holdpoint.edge.postgres.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.edge.session.SessionMeter;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class RowTallyTest {
    private final SessionMeter meter = new SessionMeter(InstantSource.system(), "");
    private final RowTally tally = new RowTally(meter);

    @Test
    void rows_count_when_they_pass_and_not_again_at_the_end() {
        saw("TDDD");
        assertThat(meter.rowsReturned()).isEqualTo(3);
        completed("SELECT 3");
        assertThat(meter.rowsReturned()).isEqualTo(3);
        assertThat(meter.rowsWritten()).isZero();
    }

    @Test
    void a_portal_fetched_in_parts_counts_each_row_once() {
        saw("DDsDDsD");
        completed("SELECT 1");
        assertThat(meter.rowsReturned()).isEqualTo(5);
    }

    @Test
    void changes_count_by_their_tag_and_what_they_return_besides() {
        completed("INSERT 0 4");
        completed("UPDATE 3");
        completed("DELETE 2");
        completed("MERGE 1");
        assertThat(meter.rowsWritten()).isEqualTo(10);

        saw("DD");
        completed("UPDATE 2");
        assertThat(meter.rowsWritten()).isEqualTo(12);
        assertThat(meter.rowsReturned()).isEqualTo(2);
    }

    @Test
    void copy_counts_by_its_direction_whatever_frames_carry_it() {
        saw("H" + "d".repeat(5));
        completed("COPY 3");
        assertThat(meter.rowsReturned()).isEqualTo(3);

        saw("G");
        completed("COPY 7");
        assertThat(meter.rowsWritten()).isEqualTo(7);
        assertThat(meter.rowsReturned()).isEqualTo(3);

        saw("HddE");
        saw("G");
        completed("COPY 1");
        assertThat(meter.rowsWritten()).isEqualTo(8);
        assertThat(meter.rowsReturned()).isEqualTo(5);
    }

    @Test
    void what_a_function_call_message_returns_counts_as_selecting_it_would() {
        saw("VZVZ");
        assertThat(meter.rowsReturned()).isEqualTo(2);
    }

    @Test
    void what_came_before_an_error_counts() {
        saw("TDDE");
        saw("Hddd" + "E");
        assertThat(meter.rowsReturned()).isEqualTo(5);
    }

    @Test
    void a_table_made_from_a_query_is_written() {
        completed("SELECT 9");
        assertThat(meter.rowsWritten()).isEqualTo(9);
        assertThat(meter.rowsReturned()).isZero();
    }

    @Test
    void tags_without_a_number_count_nothing() {
        completed("CREATE TABLE");
        completed("BEGIN");
        completed("COPY 99999999999999999999");
        assertThat(meter.rowsReturned()).isZero();
        assertThat(meter.rowsWritten()).isZero();
    }

    private void saw(String kinds) {
        kinds.chars().forEach(kind -> tally.saw(PgWriter.frame((char) kind).done()));
    }

    private void completed(String tag) {
        tally.saw(frame(tag));
    }

    private static PgFrame frame(String tag) {
        return PgWriter.frame('C').putString(tag).done();
    }
}
