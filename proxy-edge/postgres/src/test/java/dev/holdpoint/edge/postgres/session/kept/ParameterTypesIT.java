package dev.holdpoint.edge.postgres.session.kept;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.TypeOid;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.InTransaction;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Parameters are read by their types, which no text names. */
class ParameterTypesIT {
    private static final int ONE_BYTE = 18;
    private static final String SET_AMOUNT =
            "UPDATE orders SET amount = $1::text::numeric WHERE id = 20";

    private final Edge edge = Edge.fresh();

    @Test
    void code_that_reads_a_parameter_is_not_run_for_somebody_who_may_only_read() throws Exception {
        edge.beside(
                """
                CREATE SCHEMA shop;
                CREATE TABLE shop.seen (value text);
                CREATE FUNCTION shop.see(value text) RETURNS bool LANGUAGE plpgsql SECURITY DEFINER
                    AS 'BEGIN INSERT INTO shop.seen VALUES (value); RETURN true; END';
                CREATE DOMAIN shop.watched AS text CHECK (shop.see(VALUE));
                CREATE TYPE shop.pair AS (one shop.watched, two int);
                """);
        try (var client = RawClient.loggedIn(edge)) {
            for (var type : List.of("watched", "_watched", "pair")) {
                client.send(
                        parse("", "SELECT $1 IS NULL", oid(type)),
                        bind("", "", "{x}"),
                        execute("", 0),
                        sync());
                assertThat(sqlState(client.untilReady())).isEqualTo("42501");
            }
            assertThat(edge.rowsBeside("SELECT * FROM shop.seen")).isEmpty();
        } finally {
            edge.beside("DROP SCHEMA shop CASCADE");
        }
    }

    @Test
    void an_enumeration_is_read_by_the_target_itself() throws Exception {
        edge.beside("CREATE TYPE mood AS ENUM ('good', 'bad')");
        try (var client = RawClient.loggedIn(edge)) {
            client.send(
                    parse("", "SELECT $1, $2", oid("mood"), oid("_mood")),
                    bind("", "", "good", "{bad}"),
                    execute("", 0),
                    sync());
            assertThat(kinds(client.untilReady())).isEqualTo("12DCZ");
        } finally {
            edge.beside("DROP TYPE mood");
        }
    }

    @Test
    void a_ticket_is_no_good_for_parameters_of_other_types() throws Exception {
        holdWrites();
        try (var client = RawClient.loggedIn(edge)) {
            assertThat(kinds(setAmount(client, TypeOid.TEXT))).isEqualTo("12EZ");
            release();
            assertThat(kinds(setAmount(client, ONE_BYTE))).isEqualTo("12EZ");
            assertThat(held().parameters()).containsExactly("100 (read as type 18)");
            assertThat(kinds(setAmount(client, TypeOid.TEXT))).isEqualTo("12CZ");
        }
    }

    @Test
    void nor_where_sql_executes_what_parse_prepared() throws Exception {
        holdWrites();
        var execute = query("EXECUTE s('100')");
        try (var client = RawClient.loggedIn(edge)) {
            client.send(parse("s", SET_AMOUNT, TypeOid.TEXT), sync(), execute);
            client.untilReady();
            client.untilReady();
            release();
        }
        try (var client = RawClient.loggedIn(edge)) {
            client.send(parse("s", SET_AMOUNT, ONE_BYTE), sync(), execute);
            client.untilReady();
            assertThat(sqlState(client.untilReady())).isEqualTo("42501");
        }
        try (var client = RawClient.loggedIn(edge)) {
            client.send(parse("s", SET_AMOUNT, TypeOid.TEXT), sync(), execute);
            client.untilReady();
            assertThat(kinds(client.untilReady())).isEqualTo("CZ");
        }
    }

    @Test
    void nor_where_the_statement_was_read_under_other_settings() throws Exception {
        holdWrites();
        var insert = "UPDATE orders SET status = '01/02/2020'::date::text WHERE id = 20";
        var dayFirst = query("SET DateStyle = 'SQL, DMY'");
        try (var client = RawClient.loggedIn(edge)) {
            client.send(dayFirst, parse("s", insert), sync(), query("EXECUTE s"));
            client.untilReady();
            client.untilReady();
            client.untilReady();
            release();
        }
        try (var client = RawClient.loggedIn(edge)) {
            client.send(parse("s", insert), sync(), dayFirst, query("EXECUTE s"));
            client.untilReady();
            client.untilReady();
            assertThat(sqlState(client.untilReady())).isEqualTo("42501");
        }
    }

    private List<PgFrame> setAmount(RawClient client, int type) throws Exception {
        client.send(parse("", SET_AMOUNT, type), bind("", "", "100"), execute("", 0), sync());
        return client.untilReady();
    }

    private void holdWrites() {
        edge.policy.holdWrites(EffectPolicy.ticket(0, new InTransaction.Deny()));
    }

    private void release() {
        var held = held();
        edge.claims.release(
                held.digest(),
                Objects.requireNonNull(held.hold()),
                EffectPolicy.ticket(0, new InTransaction.Deny()));
    }

    private CommandDecided held() {
        return edge.recorder.of(CommandDecided.class).getLast();
    }

    private int oid(String type) {
        var rows = edge.rowsBeside("SELECT oid::text FROM pg_type WHERE typname = '" + type + "'");
        return Integer.parseUnsignedInt(rows.getFirst().getFirst());
    }
}
