package dev.holdpoint.edge.postgres.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.catalogue.query.CatalogLoader;
import dev.holdpoint.edge.postgres.login.TargetLogin;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.events.VouchedFunction;
import dev.holdpoint.sql.catalogue.CatalogRelation;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots taken while somebody changes a relation: nobody waits for the end of that. */
class BeingChangedIT extends VouchedTarget {
    private static final String COUNTED = "made.counted()";

    private final Vertx vertx = Vertx.vertx();
    private final CatalogLoader loader =
            new CatalogLoader(
                    new TargetLogin(vertx, new Uuid7(InstantSource.system())),
                    InstantSource.system());

    @BeforeEach
    void makeWhatIsChanged() {
        edge.beside(
                """
                CREATE SCHEMA made;
                SET search_path = made;
                CREATE TABLE plain (id int DEFAULT 1 CHECK (id > 0), name text);
                CREATE TABLE split (id int, name text) PARTITION BY LIST ((lower(name)));
                CREATE TABLE other (id int CHECK (id > 0));
                CREATE TABLE looked_up (id int);
                CREATE TABLE judged (id int);
                CREATE POLICY p ON judged USING (id IN (SELECT l.id FROM looked_up l));
                ALTER TABLE judged ENABLE ROW LEVEL SECURITY;
                CREATE VIEW over_plain AS SELECT id FROM plain;
                CREATE VIEW over_other AS SELECT id FROM other;
                CREATE INDEX lowered ON plain (lower(name)) WHERE id > 1;
                CREATE POLICY p ON plain USING (id > 0) WITH CHECK (id > 1);
                ALTER TABLE plain ENABLE ROW LEVEL SECURITY;
                CREATE FUNCTION counted() RETURNS bigint LANGUAGE sql
                    BEGIN ATOMIC SELECT count(*) FROM plain; END;
                """);
    }

    @AfterEach
    void dropWhatIsChanged() {
        edge.beside("DROP SCHEMA made CASCADE");
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void what_somebody_is_changing_counts_as_not_understood() throws SQLException {
        assertThat(taken().whole()).isTrue();
        try (var changing = edge.target.connect(DATABASE);
                var statement = changing.createStatement()) {
            changing.setAutoCommit(false);
            statement.execute("ALTER TABLE made.plain ADD COLUMN more int");

            var taken = taken();

            assertThat(taken.whole()).isFalse();
            assertThat(known(taken, "over_plain").definition()).isEqualTo("(");
            assertThat(known(taken, "plain").conduct().onWrite()).containsOnly("(");
            assertThat(known(taken, "plain").conduct().onRead()).containsOnly("(");
            assertThat(known(taken, "over_other").definition()).contains("FROM made.other");
            assertThat(known(taken, "other").conduct().onWrite()).containsExactly("(id > 0)");
            assertThat(taken.catalog().names().functions()).contains("counted");
            changing.rollback();
        }
        assertThat(taken().whole()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "split", "looked_up", "over_plain"})
    void no_relation_s_change_is_waited_for(String relation) throws SQLException {
        try (var changing = edge.target.connect(DATABASE);
                var statement = changing.createStatement()) {
            changing.setAutoCommit(false);
            statement.execute("LOCK made.%s IN ACCESS EXCLUSIVE MODE".formatted(relation));
            assertThat(taken().whole()).isFalse();
            changing.rollback();
        }
    }

    @Test
    void nobody_vouches_for_a_function_over_a_relation_while_that_is_being_changed()
            throws SQLException {
        var counted = computing(COUNTED);
        assertThat(taken(counted).strangers()).isEmpty();
        try (var changing = edge.target.connect(DATABASE);
                var statement = changing.createStatement()) {
            changing.setAutoCommit(false);
            statement.execute("ALTER TABLE made.plain ADD COLUMN more int");
            assertThat(taken(counted).strangers()).containsExactly(COUNTED);
            changing.rollback();
        }
        assertThat(taken(counted).strangers()).isEmpty();
    }

    private static CatalogRelation known(CatalogSnapshot taken, String name) {
        return taken.catalog().names().relation("made", name).orElseThrow();
    }

    private CatalogSnapshot taken(VouchedFunction... vouched) {
        return loader.load(edge.door.payments(), List.of(vouched))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
