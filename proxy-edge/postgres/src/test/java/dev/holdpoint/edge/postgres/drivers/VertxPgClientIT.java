package dev.holdpoint.edge.postgres.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy.Writes;
import dev.holdpoint.edge.postgres.harness.OpenDoor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** vertx-pg-client, which pipelines whatever is asked before an answer is there. */
class VertxPgClientIT {
    private final Edge edge = Edge.fresh();
    private final Vertx vertx = Vertx.vertx();
    private PgConnection connection;

    @BeforeEach
    void connected() throws Exception {
        connection = await(PgConnection.connect(vertx, options()));
    }

    private PgConnectOptions options() {
        var options = new PgConnectOptions().setHost("localhost").setPort(edge.port());
        options.setUser("oidc").setPassword(OpenDoor.TOKEN).setDatabase("payments");
        options.setCachePreparedStatements(true).setPipeliningLimit(64);
        return options.setSslMode(SslMode.REQUIRE).setTrustAll(true);
    }

    @AfterEach
    void over() throws Exception {
        await(vertx.close());
    }

    @Test
    void simple_and_prepared_queries_are_masked() throws Exception {
        var simple =
                await(connection.query("SELECT card_number FROM customers ORDER BY id").execute());
        assertThat(simple.iterator().next().getString(0)).isEqualTo("************1111");
        var prepared = connection.preparedQuery("SELECT card_number FROM customers WHERE id = $1");
        assertThat(value(prepared.execute(Tuple.of(2)))).isEqualTo("************0004");
    }

    @Test
    void what_is_asked_at_once_is_answered_in_order() throws Exception {
        var answers = new ArrayList<Future<RowSet<Row>>>();
        var sum = connection.preparedQuery("SELECT ($1::int + 1)::text");
        for (int i = 0; i < 500; i++) {
            answers.add(sum.execute(Tuple.of(i)));
        }
        for (int i = 0; i < 500; i++) {
            assertThat(value(answers.get(i))).isEqualTo(Integer.toString(i + 1));
        }
    }

    @Test
    void a_batch_runs_in_a_transaction_that_can_be_rolled_back() throws Exception {
        var transaction = await(connection.begin());
        var rows = IntStream.range(0, 100).mapToObj(i -> Tuple.of(3000 + i, 1)).toList();
        await(
                connection
                        .preparedQuery("INSERT INTO orders VALUES ($1, $2, 1, 'new')")
                        .executeBatch(rows));
        var count = "SELECT count(*)::text FROM orders WHERE id >= 3000";
        assertThat(value(connection.query(count).execute())).isEqualTo("100");
        await(transaction.rollback());
        assertThat(value(connection.query(count).execute())).isEqualTo("0");
    }

    @Test
    void a_cursor_reads_a_few_rows_at_a_time() throws Exception {
        var transaction = await(connection.begin());
        var prepared = await(connection.prepare("SELECT n FROM generate_series(1, $1) n"));
        var cursor = prepared.cursor(Tuple.of(20));
        int read = 0;
        do {
            for (var row : await(cursor.read(6))) {
                assertThat(row.getInteger(0)).isEqualTo(++read);
            }
        } while (cursor.hasMore());
        assertThat(read).isEqualTo(20);
        await(cursor.close());
        await(transaction.commit());
    }

    @Test
    void an_error_and_a_denial_are_errors_of_their_own_query_only() throws Exception {
        var before = connection.preparedQuery("SELECT 'before'").execute();
        var failing = connection.preparedQuery("SELECT 1 / (id - id) FROM orders").execute();
        var denied = connection.query("DROP TABLE orders").execute();
        var behind = connection.preparedQuery("SELECT 'behind'").execute();
        assertThat(value(before)).isEqualTo("before");
        assertThat(state(failing)).isEqualTo("22012");
        assertThat(state(denied)).isEqualTo("42501");
        assertThat(value(behind)).isEqualTo("behind");
    }

    @Test
    void a_running_command_is_cancelled() throws Exception {
        var log = edge.log();
        var asleep = connection.query("SELECT pg_sleep(30)").execute();
        Awaitility.await().until(() -> log.shows("pg_sleep(30)"));
        await(connection.cancelRequest());
        assertThat(state(asleep)).isEqualTo("57014");
    }

    @Test
    void it_waits_for_a_held_update_and_hears_why() throws Exception {
        edge.policy.writes(Writes.HELD, 900);
        var notices = new CopyOnWriteArrayList<String>();
        connection.noticeHandler(notice -> notices.add(notice.getMessage()));
        var held =
                connection
                        .preparedQuery("UPDATE orders SET amount = $1 WHERE id = 9")
                        .execute(Tuple.of(90));
        Awaitility.await().until(() -> edge.holds.size() == 1 && !notices.isEmpty());
        edge.releaseLast();
        assertThat(await(held).rowCount()).isEqualTo(1);
        assertThat(notices.getFirst()).contains("Holdpoint holds this command");
    }

    private static String value(Future<RowSet<Row>> rows) throws Exception {
        return await(rows).iterator().next().getString(0);
    }

    private static String state(Future<?> future) throws Exception {
        return await(
                future.map("no error")
                        .otherwise(e -> e instanceof PgException pg ? pg.getSqlState() : "" + e));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get();
    }
}
