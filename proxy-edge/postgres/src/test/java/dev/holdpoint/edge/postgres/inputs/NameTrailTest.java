package dev.holdpoint.edge.postgres.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.analyse.PostgresAnalyser;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameTrailTest {
    private static final PostgresAnalyser ANALYSER =
            new PostgresAnalyser(
                    new PostgresAnalyser.Limits(
                            256 << 10, Duration.ofSeconds(30), 1, 1024, 8 << 20));
    private static final Set<String> SCHEMAS = Set.of("public", "shop", "My, \"Own\"");

    private final NameTrail trail = new NameTrail();

    private @Nullable List<String> path() {
        return trail.now("app", SCHEMAS).path();
    }

    private void ran(String text) {
        var understood =
                (Analysis.Understood)
                        ANALYSER.analyse(text, SqlCatalog.EMPTY).toCompletableFuture().join();
        trail.decided(understood.facts(), understood.change());
    }

    @Test
    void the_path_is_the_one_the_target_reports_without_schemas_that_cannot_be_used() {
        assertThat(path()).isNull();
        trail.reported("\"$user\", Public, nowhere, \"My, \"\"Own\"\"\"");
        assertThat(path()).containsExactly("public", "My, \"Own\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"public, information_schema", "public,,shop", "\"public"})
    void a_path_that_cannot_be_followed_is_none(String reported) {
        trail.reported(reported);
        assertThat(path()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = shop",
                "SELECT set_config('search_path', 'shop', false)",
                "RESET ALL",
                "DISCARD ALL",
                "ROLLBACK",
                "COMMIT",
                "SELECT a_function_of_theirs()"
            })
    void until_everything_is_answered_nobody_knows_where_a_new_path_leads(String text) {
        trail.reported("public");
        ran(text);
        assertThat(path()).isNull();
        trail.answered();
        assertThat(path()).containsExactly("public");
    }

    @Test
    void another_role_may_use_other_schemas() {
        trail.reported("public");
        ran("SET ROLE bob");
        trail.answered();
        assertThat(path()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMP TABLE orders (id int)",
                "CREATE TABLE pg_temp.orders (id int)",
                "SELECT 1 AS id INTO TEMP orders",
                "CREATE TEMP TABLE orders AS SELECT 1",
                "CREATE TEMP VIEW orders AS SELECT 1",
                "CREATE TEMP SEQUENCE orders"
            })
    void a_temporary_relation_takes_its_name_from_all_others(String text) {
        ran(text);
        assertThat(trail.now("app", SCHEMAS).temporary()).containsExactly("orders");
        assertThat(trail.now("app", SCHEMAS).clouded()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE FUNCTION abs(text) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()",
                "CREATE RULE r AS ON INSERT TO a DO ALSO DELETE FROM b",
                "CREATE POLICY p ON a USING (true)",
                "ALTER TABLE secret INHERIT mine",
                "ALTER TABLE a ATTACH PARTITION b DEFAULT",
                "ALTER TABLE a ADD FOREIGN KEY (id) REFERENCES b ON DELETE CASCADE"
            })
    void code_that_no_snapshot_shows_makes_what_runs_unclear_until_it_is_committed(String text) {
        ran(text);
        assertThat(effects("DELETE FROM a")).contains(Effect.UNKNOWN);
        assertThat(effects("COMMIT")).doesNotContain(Effect.UNKNOWN);
        trail.committed();
        assertThat(effects("DELETE FROM a")).doesNotContain(Effect.UNKNOWN);
    }

    private List<Effect> effects(String text) {
        var catalog = SqlCatalog.EMPTY.under(trail.now("app", SCHEMAS));
        return ANALYSER.analyse(text, catalog).toCompletableFuture().join().facts().effects();
    }

    @Test
    void what_the_open_transaction_made_is_its_own_until_it_ends() {
        ran("CREATE TABLE fresh (id int)");
        assertThat(trail.now("app", SCHEMAS).temporary()).containsExactly("fresh");
        ran("CREATE TABLE shop.fresh (id int)");
        assertThat(trail.now("app", SCHEMAS).temporary()).contains("shop.fresh");
        trail.committed();
        assertThat(trail.now("app", SCHEMAS).temporary()).isEmpty();

        ran("CREATE TABLE fresh (id int)");
        ran("ROLLBACK TO a");
        assertThat(trail.now("app", SCHEMAS).temporary()).isEmpty();
    }

    @Test
    void what_is_made_together_with_other_things_is_not_taken_for_its_own() {
        ran("CREATE TABLE fresh (id int); INSERT INTO other VALUES (1)");
        assertThat(trail.now("app", SCHEMAS).temporary()).isEmpty();
    }
}
