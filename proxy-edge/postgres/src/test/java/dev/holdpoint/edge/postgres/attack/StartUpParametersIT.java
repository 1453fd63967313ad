package dev.holdpoint.edge.postgres.attack;

import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.Report;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may ask for before its session begins, one parameter at a time. */
@Tag("PG-7")
class StartUpParametersIT {
    private final Edge edge = Edge.fresh();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "options",
                "search_path",
                "role",
                "session_authorization",
                "session_replication_role",
                "standard_conforming_strings",
                "backslash_quote",
                "escape_string_warning",
                "row_security",
                "default_transaction_read_only",
                "log_statement",
                "log_min_duration_statement",
                "session_preload_libraries",
                "local_preload_libraries",
                "client_min_messages",
                "default_text_search_config",
                "plan_cache_mode",
                "transform_null_equals",
                "jit",
                "holdpoint.justification",
            })
    void a_parameter_that_is_not_on_the_list_is_refused_by_name(String parameter) throws Exception {
        for (var name : new String[] {parameter, parameter.toUpperCase(Locale.ROOT)}) {
            try (var client = RawClient.encrypted(edge)) {
                client.startup("user", "oidc", "database", "payments", name, "off");
                var said = client.untilClosed();
                assertThat(kinds(said)).isEqualTo("E");
                assertThat(Report.read(said.getFirst()).sqlState()).isEqualTo("08P01");
                assertThat(said.getFirst().bytes().toString(StandardCharsets.UTF_8)).contains(name);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "application_name, psql",
        "client_encoding, UTF8",
        "DateStyle, 'ISO, MDY'",
        "TimeZone, Europe/Vienna",
        "IntervalStyle, iso_8601",
        "extra_float_digits, 3",
        "statement_timeout, 7s",
        "lock_timeout, 7s",
        "transaction_timeout, 7s",
        "idle_in_transaction_session_timeout, 7s",
    })
    void a_parameter_that_changes_no_meaning_reaches_the_target(String parameter, String value)
            throws Exception {
        try (var client = RawClient.loggedIn(edge, "payments", parameter, value)) {
            client.send(query("SHOW " + parameter));
            var answer = client.untilReady();
            assertThat(kinds(answer)).isEqualTo("TDCZ");
            assertThat(answer.get(1).bytes().toString(StandardCharsets.UTF_8)).endsWith(value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SJIS", "BIG5", "GBK", "GB18030", "JOHAB", "UHC", "x'y"})
    void an_encoding_in_which_a_byte_can_hide_is_refused(String encoding) throws Exception {
        try (var client = RawClient.encrypted(edge)) {
            client.startup("user", "oidc", "database", "payments", "client_encoding", encoding);
            assertThat(kinds(client.untilClosed())).isEqualTo("E");
        }
    }
}
