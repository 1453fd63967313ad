package dev.holdpoint.edge.postgres.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.drivers.Libpq.Result;
import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy.Writes;
import dev.holdpoint.edge.postgres.harness.OpenDoor;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** libpq's pipeline mode: commands without waiting, Sync where the program says so. */
class LibpqPipelineIT {
    private static final Result ABORTED = new Result(Libpq.PIPELINE_ABORTED, "", "");
    private static final Result SYNC = new Result(Libpq.PIPELINE_SYNC, "", "");
    private static final Result DONE = new Result(Libpq.COMMAND_OK, "", "");

    private final Edge edge = Edge.fresh();
    private final Libpq libpq =
            new Libpq(
                    edge.target.installation().resolve("lib"),
                    "host=localhost port=%d user=oidc password=%s dbname=payments sslmode=require"
                            .formatted(edge.port(), OpenDoor.TOKEN));

    @BeforeEach
    void pipelined() {
        libpq.enterPipeline();
    }

    @AfterEach
    void over() {
        libpq.close();
    }

    @Test
    void many_commands_are_answered_in_order_and_masked() {
        libpq.prepare("customer", "SELECT card_number FROM customers WHERE id = $1");
        libpq.execute("customer", "1");
        libpq.query("UPDATE orders SET status = $1 WHERE id = 4", "paid");
        libpq.execute("customer", "2");
        libpq.sync();

        assertThat(libpq.only()).isEqualTo(DONE);
        assertThat(libpq.only().value()).isEqualTo("************1111");
        assertThat(libpq.only()).isEqualTo(DONE);
        assertThat(libpq.only().value()).isEqualTo("************0004");
        assertThat(libpq.only()).isEqualTo(SYNC);
        libpq.exitPipeline();
    }

    @Test
    void a_thousand_commands_in_a_hundred_transactions() {
        for (int i = 1; i <= 1000; i++) {
            libpq.query("SELECT $1::int + 1", Integer.toString(i));
            if (i % 10 == 0) {
                libpq.sync();
            }
        }
        for (int i = 1; i <= 1000; i++) {
            assertThat(libpq.only().value()).isEqualTo(Integer.toString(i + 1));
            if (i % 10 == 0) {
                assertThat(libpq.only()).isEqualTo(SYNC);
            }
        }
        assertThat(edge.recorder.of(CommandDecided.class)).hasSize(1000);
    }

    @Test
    void a_flush_brings_what_is_done_without_a_sync() {
        libpq.query("SELECT 'first'");
        libpq.requestFlush();
        assertThat(libpq.only().value()).isEqualTo("first");
        libpq.query("SELECT 'second'");
        libpq.sync();
        assertThat(libpq.only().value()).isEqualTo("second");
        assertThat(libpq.only()).isEqualTo(SYNC);
    }

    @Test
    void an_error_skips_what_is_behind_it_and_undoes_what_is_before() {
        libpq.query("UPDATE orders SET status = 'undone' WHERE id = 5");
        libpq.query("SELECT 1 / (id - id) FROM orders");
        libpq.query("UPDATE orders SET status = 'skipped' WHERE id = 5");
        libpq.sync();
        libpq.query("SELECT status FROM orders WHERE id = 5");
        libpq.sync();

        assertThat(libpq.only()).isEqualTo(DONE);
        assertThat(libpq.only()).isEqualTo(new Result(Libpq.FATAL_ERROR, "", "22012"));
        assertThat(libpq.only()).isEqualTo(ABORTED);
        assertThat(libpq.only()).isEqualTo(SYNC);
        assertThat(libpq.only().value()).isEqualTo("paid");
        assertThat(libpq.only()).isEqualTo(SYNC);
    }

    @Test
    void a_denied_command_is_an_error_of_its_pipeline_and_of_no_other() {
        libpq.query("SELECT 'before'");
        libpq.query("DROP TABLE orders");
        libpq.query("SELECT 'behind'");
        libpq.sync();
        libpq.query("SELECT 'next'");
        libpq.sync();

        assertThat(libpq.only().value()).isEqualTo("before");
        assertThat(libpq.only()).isEqualTo(new Result(Libpq.FATAL_ERROR, "", "42501"));
        assertThat(libpq.only()).isEqualTo(ABORTED);
        assertThat(libpq.only()).isEqualTo(SYNC);
        assertThat(libpq.only().value()).isEqualTo("next");
        assertThat(libpq.only()).isEqualTo(SYNC);
    }

    @Test
    void a_held_command_keeps_its_place() throws Exception {
        edge.policy.writes(Writes.HELD, 900);
        libpq.query("UPDATE orders SET amount = amount WHERE id = 6");
        libpq.query("SELECT 'behind'");
        libpq.sync();
        libpq.requestFlush();
        var releasing = CompletableFuture.runAsync(this::release);

        assertThat(libpq.only()).isEqualTo(DONE);
        assertThat(libpq.only().value()).isEqualTo("behind");
        assertThat(libpq.only()).isEqualTo(SYNC);
        releasing.get();
    }

    private void release() {
        Awaitility.await().until(() -> edge.holds.size() == 1);
        edge.releaseLast();
    }

    @Test
    void rows_come_one_at_a_time_where_they_are_wanted_so() {
        libpq.query("SELECT n FROM generate_series(1, 3) n");
        libpq.sync();
        libpq.oneRowAtATime();
        for (int n = 1; n <= 3; n++) {
            assertThat(libpq.result())
                    .isEqualTo(new Result(Libpq.SINGLE_TUPLE, Integer.toString(n), ""));
        }
        assertThat(libpq.only().status()).isEqualTo(Libpq.TUPLES_OK);
        assertThat(libpq.only()).isEqualTo(SYNC);
    }
}
