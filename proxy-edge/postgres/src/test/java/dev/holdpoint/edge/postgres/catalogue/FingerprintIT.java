package dev.holdpoint.edge.postgres.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.catalogue.query.CatalogLoader;
import dev.holdpoint.edge.postgres.catalogue.query.FingerprintConnections;
import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.login.TargetLogin;
import dev.holdpoint.events.Uuid7;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real target's fingerprint shows, and what leaves it as it is. */
class FingerprintIT {
    private static final String DATABASE = "payments_db";

    private final Edge edge = Edge.fresh();
    private final Vertx vertx = Vertx.vertx();
    private final TargetLogin login = new TargetLogin(vertx, new Uuid7(InstantSource.system()));
    private final FingerprintConnections fingerprints = new FingerprintConnections(vertx, login);

    @BeforeEach
    void make() {
        edge.beside(
                """
                CREATE SCHEMA made;
                SET search_path = made;
                CREATE TABLE parent (id int PRIMARY KEY, note text) PARTITION BY RANGE (id);
                CREATE TABLE part (id int NOT NULL, note text);
                CREATE TABLE plain (id int DEFAULT 1, note text, born date);
                CREATE INDEX plain_id ON plain (id);
                CREATE VIEW view AS SELECT id FROM plain;
                CREATE MATERIALIZED VIEW kept AS SELECT id FROM plain;
                CREATE FUNCTION f(n int) RETURNS int LANGUAGE sql AS 'SELECT n';
                CREATE FUNCTION fired() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TRIGGER fired BEFORE INSERT ON plain FOR EACH ROW EXECUTE FUNCTION fired();
                CREATE POLICY p ON plain USING (id > 0);
                CREATE DOMAIN small AS int;
                CREATE TYPE pair AS (a int, b int);
                CREATE SEQUENCE numbers;
                CREATE ROLE made_by_test;
                """);
    }

    @AfterEach
    void drop() {
        edge.beside("DROP SCHEMA made CASCADE; DROP ROLE IF EXISTS made_by_test, renamed_by_test");
        await(vertx.close());
    }

    private String now() {
        return await(fingerprints.now(edge.door.payments()));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE OR REPLACE VIEW made.view AS SELECT 1 AS id",
                "CREATE OR REPLACE FUNCTION made.f(n int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "ALTER FUNCTION made.f(int) SET search_path = made",
                "CREATE FUNCTION made.f(n text) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "DROP FUNCTION made.f(int)",
                "ALTER TABLE made.plain DISABLE TRIGGER fired",
                "DROP TRIGGER fired ON made.plain",
                "CREATE RULE r AS ON DELETE TO made.plain DO INSTEAD NOTHING",
                "ALTER POLICY p ON made.plain USING (id > 1)",
                "ALTER TABLE made.plain ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE made.plain ADD COLUMN more int",
                "ALTER TABLE made.plain DROP COLUMN note",
                "ALTER TABLE made.plain RENAME COLUMN note TO remark",
                "ALTER TABLE made.plain ALTER COLUMN born TYPE timestamp",
                "ALTER TABLE made.plain ALTER COLUMN id SET DEFAULT made.f(1)",
                "ALTER TABLE made.plain ADD CHECK (made.f(id) > 0)",
                "ALTER TABLE made.part ADD FOREIGN KEY (id) REFERENCES made.parent"
                        + " ON DELETE CASCADE",
                "ALTER TABLE made.plain RENAME TO other",
                "ALTER TABLE made.plain SET SCHEMA public; ALTER TABLE plain SET SCHEMA made;"
                        + " ALTER TABLE made.plain RENAME TO again",
                "DROP TABLE made.part",
                "CREATE TABLE made.more (id int)",
                "ALTER TABLE made.parent ATTACH PARTITION made.part FOR VALUES FROM (1) TO (2)",
                "CREATE INDEX ON made.plain (made.f(id))",
                "ALTER DOMAIN made.small ADD CHECK (VALUE > 0)",
                "ALTER TYPE made.pair ADD ATTRIBUTE c int",
                "CREATE STATISTICS made.s ON (id + 1), note FROM made.plain",
                "CREATE TYPE made.span AS RANGE (subtype = int)",
                "CREATE TYPE made.mood AS ENUM ('good')",
                "CREATE CAST (made.pair AS text) WITH INOUT",
                "CREATE OPERATOR made.<+> (leftarg = int, rightarg = int, function = int4pl)",
                "CREATE EVENT TRIGGER made_by_test ON ddl_command_end"
                        + " EXECUTE FUNCTION made.event()",
                "ALTER SCHEMA made RENAME TO made2; ALTER SCHEMA made2 RENAME TO made",
                "GRANT USAGE ON SCHEMA made TO app",
                "GRANT made_by_test TO app",
                "ALTER ROLE made_by_test RENAME TO renamed_by_test",
                "ALTER ROLE made_by_test SUPERUSER",
            })
    void every_change_of_what_a_snapshot_reads_shows(String script) {
        edge.beside(
                "CREATE FUNCTION made.event() RETURNS event_trigger LANGUAGE plpgsql"
                        + " AS 'BEGIN END'");
        var before = now();
        edge.beside(script);
        assertThat(now()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO made.plain VALUES (1); UPDATE made.plain SET id = 2",
                "ANALYZE made.plain",
                "VACUUM FREEZE",
                "TRUNCATE made.plain",
                "REFRESH MATERIALIZED VIEW made.kept",
                "SELECT nextval('made.numbers')",
                "CREATE TEMPORARY TABLE passing (id int PRIMARY KEY DEFAULT 1 CHECK (id > 0))",
                "CREATE TEMPORARY TABLE gone (id int); DROP TABLE gone",
                "BEGIN; CREATE TABLE made.undone (id int); ROLLBACK",
            })
    void work_that_changes_nothing_a_snapshot_reads_leaves_it_as_it_is(String script) {
        edge.beside("CREATE TEMPORARY TABLE there_are_temporary_schemas (id int)");
        var before = now();
        edge.beside(script);
        assertThat(now()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE OR REPLACE TEMPORARY VIEW shown AS SELECT note FROM made.plain",
                "CREATE TRIGGER fired BEFORE INSERT ON mine FOR EACH ROW"
                        + " EXECUTE FUNCTION made.fired()",
                "CREATE RULE r AS ON DELETE TO mine DO INSTEAD NOTHING",
                "CREATE POLICY p ON mine USING (note <> '')",
            })
    void what_a_session_puts_on_its_temporary_relations_shows_while_it_lasts(String script)
            throws SQLException {
        try (var connection = edge.target.connect(DATABASE);
                var statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TEMPORARY TABLE mine (note text);"
                            + " CREATE TEMPORARY VIEW shown AS SELECT NULL::text AS note");
            var before = now();
            connection.setAutoCommit(false);
            statement.execute(script);
            assertThat(now()).isEqualTo(before);
            connection.commit();
            assertThat(now()).isNotEqualTo(before);
        }
    }

    @Test
    void a_snapshot_has_the_fingerprint_of_the_catalogue_it_was_taken_of() {
        assertThat(taken().fingerprint()).isEqualTo(now());
    }

    private CatalogSnapshot taken() {
        return await(
                new CatalogLoader(login, InstantSource.system())
                        .load(edge.door.payments(), List.of()));
    }
}
