package dev.holdpoint.edge.postgres.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.session.Replication;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StartupParametersTest {
    @Test
    void harmless_parameters_pass_and_the_target_is_the_database() {
        var parameters =
                StartupParameters.of(
                        Map.of(
                                "user", "oidc",
                                "database", "payments",
                                "application_name", "psql",
                                "client_encoding", "utf-8",
                                "DateStyle", "ISO",
                                "_pq_.report", "1"));

        assertThat(parameters.user()).isEqualTo("oidc");
        assertThat(parameters.database()).isEqualTo("payments");
        assertThat(parameters.forwarded())
                .containsOnlyKeys("application_name", "client_encoding", "datestyle");
        assertThat(parameters.protocolOptions()).isEqualTo(List.of("_pq_.report"));
    }

    @Test
    void without_a_database_the_user_names_it_as_in_postgresql() {
        assertThat(StartupParameters.of(Map.of("user", "payments")).database())
                .isEqualTo("payments");
        assertThat(StartupParameters.of(Map.of("user", "payments", "database", "")).database())
                .isEqualTo("payments");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\t"})
    void a_database_without_a_name_is_refused(String database) {
        assertThatThrownBy(() -> StartupParameters.of(Map.of("user", "oidc", "database", database)))
                .isInstanceOf(MalformedFrame.class)
                .hasMessageContaining("names no target");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replication",
                "search_path",
                "role",
                "session_authorization",
                "session_replication_role",
                "standard_conforming_strings",
                "default_transaction_read_only",
                "User",
                "lc_messages",
                "log_statement",
                "local_preload_libraries",
                "row_security",
                "REPLICATION",
                "Options",
                "check_function_bodies",
                "backslash_quote",
                "bytea_output",
                "plan_cache_mode",
                "made_up"
            })
    void anything_else_is_refused_by_name(String name) {
        assertThatThrownBy(() -> StartupParameters.of(Map.of("user", "oidc", name, "x")))
                .isInstanceOf(MalformedFrame.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({
        "true, PHYSICAL, true",
        "ON, PHYSICAL, true",
        "yes, PHYSICAL, true",
        "1, PHYSICAL, true",
        "database, LOGICAL, database",
        "false, NONE,",
        "off, NONE,",
        "0, NONE,"
    })
    void replication_is_asked_of_the_target_in_one_way(
            String value, Replication asked, @Nullable String forwarded) {
        var parameters =
                StartupParameters.of(
                        Map.of("user", "oidc", "database", "payments", "replication", value));

        assertThat(parameters.replication()).isEqualTo(asked);
        assertThat(parameters.forwarded().get("replication")).isEqualTo(forwarded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "t", "databases", "2", "true "})
    void replication_that_might_be_read_otherwise_is_refused(String value) {
        assertThatThrownBy(() -> StartupParameters.of(Map.of("user", "oidc", "replication", value)))
                .isInstanceOf(MalformedFrame.class)
                .hasMessageContaining("replication must be true, database or false");
    }

    @Test
    void the_target_of_physical_replication_may_be_named_in_options() {
        var options =
                Map.of(
                        "user", "oidc",
                        "database", "replication",
                        "options", "-c holdpoint.target=payments");
        var physical = new HashMap<>(options);
        physical.put("replication", "true");
        var logical = new HashMap<>(options);
        logical.put("replication", "database");

        assertThat(StartupParameters.of(physical).database()).isEqualTo("payments");
        assertThat(StartupParameters.of(physical).forwarded())
                .containsOnlyKeys("client_encoding", "replication");
        for (var other : List.of(logical, options)) {
            assertThatThrownBy(() -> StartupParameters.of(other))
                    .isInstanceOf(MalformedFrame.class)
                    .hasMessageContaining("holdpoint.target");
        }
    }

    @Test
    void options_are_taken_apart_and_each_setting_passes_by_itself() {
        var parameters =
                StartupParameters.of(
                        Map.of(
                                "user",
                                "oidc",
                                "options",
                                "-c statement_timeout=5s -cTimeZone=UTC\t--lock-timeout=1s"
                                        + " -c application_name=a\\ \\\\b",
                                "application_name",
                                "named"));
        assertThat(parameters.forwarded())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "statement_timeout", "5s",
                                "timezone", "UTC",
                                "lock_timeout", "1s",
                                "application_name", "named",
                                "client_encoding", "UTF8"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-c search_path=evil",
                "-csearch_path=evil",
                "--search_path=evil",
                "--search-path=evil",
                "-c role=postgres",
                "--session-replication-role=replica",
                "-c standard_conforming_strings=off",
                "-c client_encoding=SJIS",
                "-c statement_timeout=1 -c search_path=evil",
                "-c statement_timeout=1\n-csearch_path=evil",
                "-c statement_timeout=1\u000b-csearch_path=evil",
                "\\-c search_path=evil",
                "-c sear\\ch_path=evil",
                "-c",
                "-d 5",
                "-E",
                "--",
                "-c statement_timeout",
                "-O",
                "-x",
                "database"
            })
    void options_with_anything_else_are_refused(String options) {
        assertThatThrownBy(() -> StartupParameters.of(Map.of("user", "oidc", "options", options)))
                .isInstanceOf(MalformedFrame.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SJIS", "BIG5", "GBK", "LATIN1", "", "UTF16"})
    void encodings_the_grammar_is_not_read_in_are_refused(String encoding) {
        assertThatThrownBy(
                        () ->
                                StartupParameters.of(
                                        Map.of("user", "oidc", "client_encoding", encoding)))
                .isInstanceOf(MalformedFrame.class);
    }

    @Test
    void a_user_is_needed() {
        assertThatThrownBy(() -> StartupParameters.of(Map.of("database", "payments")))
                .isInstanceOf(MalformedFrame.class);
    }
}
