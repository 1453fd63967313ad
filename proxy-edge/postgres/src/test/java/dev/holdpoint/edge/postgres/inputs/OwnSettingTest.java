package dev.holdpoint.edge.postgres.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.analyse.PostgresAnalyser;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnSettingTest {
    private static final PostgresAnalyser ANALYSER =
            new PostgresAnalyser(PostgresAnalyser.Limits.defaults());

    private final Justification justification = new Justification();

    @Test
    void a_justification_counts_until_it_is_reset() {
        run("SET holdpoint.justification = 'refund of order 1'");
        assertThat(justification.current()).isEqualTo("refund of order 1");
        run("SET SESSION Holdpoint.Justification TO 'two'");
        assertThat(justification.current()).isEqualTo("two");
        run("RESET holdpoint.justification");
        assertThat(justification.current()).isNull();
        run("SET holdpoint.justification = ''");
        assertThat(justification.current()).isNull();
    }

    @Test
    void a_local_one_counts_for_its_transaction_and_outside_of_one_not_at_all() {
        run("SET holdpoint.justification = 'lasting'");
        justification.apply(setting("SET LOCAL holdpoint.justification = 'now'"), false);
        assertThat(justification.current()).isEqualTo("lasting");

        justification.apply(setting("SET LOCAL holdpoint.justification = 'now'"), true);
        assertThat(justification.current()).isEqualTo("now");
        justification.transactionEnded();
        assertThat(justification.current()).isEqualTo("lasting");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET holdpoint.justification = 'x'",
                "SHOW holdpoint.justification",
                "RESET holdpoint.justification",
                "SET holdpoint.justification TO DEFAULT"
            })
    void what_is_asked_of_the_edge_is_known(String text) {
        assertThat(OwnSetting.of(OwnSetting.checked(analysis(text)))).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SET holdpoint.justification = 'x'; DELETE FROM orders | on its own",
                "SELECT 1; SHOW holdpoint.justification | on its own",
                "SET holdpoint.justification = 'a'; SET holdpoint.justification = 'b' | on its own",
                "SET holdpoint.mode = 'off' | no setting holdpoint.mode",
                "SHOW holdpoint.anything | no setting holdpoint.anything",
                "SET holdpoint.justification = 'a', 'b' | one string",
                "SET holdpoint.justification FROM CURRENT | one string",
                "SET holdpoint.justification = E'a\\nb' | control",
                "SET holdpoint.justification = U&'\\202E evil' | formatting"
            })
    void whatever_else_is_asked_is_not_understood_and_says_why(String text, String why) {
        assertThat(OwnSetting.checked(analysis(text)))
                .isInstanceOfSatisfying(
                        Analysis.NotUnderstood.class,
                        refused -> assertThat(refused.reason()).contains(why));
    }

    @Test
    void a_justification_has_an_end() {
        var longest = "SET holdpoint.justification = '" + "j".repeat(500) + "'";
        assertThat(OwnSetting.checked(analysis(longest))).isInstanceOf(Analysis.Understood.class);
        assertThat(OwnSetting.checked(analysis(longest.replace("jj'", "jjj'"))))
                .isInstanceOf(Analysis.NotUnderstood.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET work_mem = '1MB'",
                "SHOW search_path",
                "SELECT 'holdpoint.x'",
                "RESET ALL"
            })
    void what_is_for_the_target_stays_for_the_target(String text) {
        var analysis = analysis(text);
        assertThat(OwnSetting.checked(analysis)).isSameAs(analysis);
        assertThat(OwnSetting.of(analysis)).isEmpty();
    }

    private void run(String text) {
        justification.apply(setting(text), false);
    }

    private static dev.holdpoint.sql.SessionSetting setting(String text) {
        return OwnSetting.of(OwnSetting.checked(analysis(text))).orElseThrow();
    }

    private static Analysis analysis(String text) {
        return ANALYSER.analyse(text, SqlCatalog.EMPTY).toCompletableFuture().join();
    }
}
