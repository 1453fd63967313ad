package dev.holdpoint.policy.language.condition;

import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.command;
import static dev.holdpoint.policy.evaluate.Asking.explain;
import static dev.holdpoint.policy.evaluate.Asking.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Considered;
import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.language.Finding;
import dev.holdpoint.policy.language.InvalidDocuments;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {
    private static final Map<String, Object> FACTS =
            Map.ofEntries(
                    Map.entry("shell.channel", "exec"),
                    Map.entry("shell.user", "root"),
                    Map.entry("shell.text", "cd /srv && rm -rf data | tee log"),
                    Map.entry("shell.program", "cd"),
                    Map.entry("shell.programs", List.of("cd", "rm", "tee")),
                    Map.entry("shell.argv", List.of()),
                    Map.entry("shell.path", ""),
                    Map.entry("shell.understood", true),
                    Map.entry("http.method", "DELETE"),
                    Map.entry("http.host", "api.internal"),
                    Map.entry("http.path", "/v1/admin/users/7"),
                    Map.entry("http.segments", List.of("v1", "admin", "users", "7")),
                    Map.entry("http.query", Map.of("force", "true")),
                    Map.entry("http.headers", Map.of("x-team", "red")),
                    Map.entry("http.contentType", "application/json"),
                    Map.entry("http.bodyBytes", 70_000L),
                    Map.entry("kubernetes.verb", "create"),
                    Map.entry("kubernetes.apiGroup", ""),
                    Map.entry("kubernetes.version", "v1"),
                    Map.entry("kubernetes.resource", "pods"),
                    Map.entry("kubernetes.subresource", "exec"),
                    Map.entry("kubernetes.namespace", "production"),
                    Map.entry("kubernetes.name", "web-0"),
                    Map.entry("kubernetes.path", "/api/v1/namespaces/production/pods/web-0/exec"),
                    Map.entry("kubernetes.container", "app"),
                    Map.entry("kubernetes.command", List.of("sh", "-c", "id")),
                    Map.entry("kubernetes.dryRun", false),
                    Map.entry("mcp.method", "tools/call"),
                    Map.entry("mcp.tool", "delete_file"),
                    Map.entry("mcp.resource", ""),
                    Map.entry("mcp.arguments", Map.of("path", "/etc/passwd")),
                    Map.entry("mcp.readOnlyHint", false),
                    Map.entry("mcp.destructiveHint", true),
                    Map.entry("mcp.openWorldHint", false),
                    Map.entry("principal.kind", "agent"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    ssh        | shell.programs.exists(p, p == 'rm') && shell.user == 'root'
                    ssh        | shell.channel == 'exec' && shell.understood && shell.text.contains('rm -rf')
                    ssh        | size(shell.argv) == 0 && shell.program == 'cd' && shell.path == ''
                    http       | http.method == 'DELETE' && http.segments.exists(s, s == 'admin')
                    http       | http.path.startsWith('/v1/') && http.host.endsWith('.internal')
                    http       | 'force' in http.query && http.query['force'] == 'true'
                    http       | http.headers['x-team'] == 'red' && http.bodyBytes > 65536
                    http       | http.contentType == 'application/json'
                    kubernetes | kubernetes.verb == 'create' && kubernetes.subresource == 'exec'
                    kubernetes | kubernetes.namespace == 'production' && kubernetes.command[0] == 'sh'
                    kubernetes | kubernetes.resource == 'pods' && kubernetes.name == 'web-0'
                    kubernetes | kubernetes.apiGroup == '' && kubernetes.version == 'v1'
                    kubernetes | !kubernetes.dryRun && kubernetes.container == 'app'
                    kubernetes | kubernetes.path.endsWith('/exec')
                    mcp        | mcp.tool == 'delete_file' && mcp.arguments['path'].startsWith('/etc/')
                    mcp        | mcp.destructiveHint && !mcp.readOnlyHint && !mcp.openWorldHint
                    mcp        | mcp.method == 'tools/call' && mcp.resource == '' && principal.kind == 'agent'
                    """)
    void a_condition_about_a_protocol_is_decided_by_its_facts(String protocol, String condition) {
        var when = condition(protocol, condition);

        assertThat(when.test(name -> Optional.ofNullable(FACTS.get(name)), _ -> {}))
                .isEqualTo(Condition.Outcome.TRUE);
        assertThat(condition(protocol, "!(" + condition + ")").test(name -> value(name), _ -> {}))
                .isEqualTo(Condition.Outcome.FALSE);
        assertThat(when.test(_ -> Optional.empty(), _ -> {})).isEqualTo(Condition.Outcome.ERROR);
    }

    private static Optional<Object> value(String name) {
        return Optional.ofNullable(FACTS.get(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    http         | shell.user == 'root'    | write match: { protocol: ssh }
                    http         | statement.hasWhere      | write match: { protocol: postgres }
                    postgres     | http.method == 'GET'    | write match: { protocol: http }
                    ssh, http    | shell.user == 'root'    | write match: { protocol: ssh }, and no other
                    mysql        | mcp.tool == 'x'         | write match: { protocol: mcp }
                    kubernetes   | kubernetes.pod == 'x'   | Known variables: kubernetes.apiGroup
                    mcp          | mcp.arguments.path == 1 | See docs/policy-language.md
                    http         | http.bodyBytes          | A condition is either true or false.
                    """)
    void what_is_no_fact_of_the_protocol_is_refused_where_it_stands(
            String protocol, String condition, String hint) {
        var finding = finding("match: { protocol: [ %s ] }".formatted(protocol), condition);

        assertThat(finding.place().line()).isEqualTo(7);
        assertThat(finding.place().column()).isGreaterThan(40);
        assertThat(finding.hint()).contains(hint);
    }

    @Test
    void without_a_protocol_a_condition_is_about_sql() {
        assertThat(finding("match: {}", "http.method == 'GET'").hint())
                .isEqualTo(
                        "http is known of HTTP commands only: write match: { protocol: http }, and"
                                + " no other protocol beside it.");
        assertThat(condition("postgres", "statement.hasWhere").toString())
                .isEqualTo("statement.hasWhere");
        assertThat(
                        condition("ssh, http", "principal.kind == 'agent'")
                                .test(name -> value(name), _ -> {}))
                .isEqualTo(Condition.Outcome.TRUE);
        assertThat(finding("match: { protocol: gopher }", "true").hint())
                .isEqualTo("Use one of postgres, mysql, ssh, http, kubernetes, mcp.");
    }

    @Test
    void a_rule_or_risk_about_another_protocol_than_the_targets_matches_nothing() {
        var rulebook =
                Asking.policy(
                        """
                        rules:
                          - { name: http, decide: deny, match: { protocol: http } }
                          - { name: risky, decide: deny, match: {}, when: risk > 0 }
                          - { name: sql, decide: allow,
                              match: { protocol: [ postgres, mysql ], effects: [ read ] } }
                        risk: [ { name: h, add: 9, match: { protocol: http }, when: "true" } ]
                        """);

        var explanation = explain(rulebook, query(ALICE, command("SELECT", Effect.READ)));

        assertThat(explanation.decision()).isInstanceOf(Decision.Allow.class);
        assertThat(explanation.considered().getFirst())
                .isInstanceOfSatisfying(
                        Considered.Missed.class,
                        missed -> assertThat(missed.field()).isEqualTo("protocol"));
    }

    private static Condition condition(String protocol, String condition) {
        var source = source("match: { protocol: [ %s ] }".formatted(protocol), condition);
        var rule = DocumentReader.policies(List.of(Asking.source(source))).getFirst().rules();
        return Objects.requireNonNull(rule.getFirst().when());
    }

    private static Finding finding(String match, String condition) {
        return catchThrowableOfType(
                        InvalidDocuments.class,
                        () ->
                                DocumentReader.policies(
                                        List.of(Asking.source(source(match, condition)))))
                .findings()
                .getFirst();
    }

    private static String source(String match, String condition) {
        return "rules:\n  - { name: r, decide: deny, %s, when: \"%s\" }\n"
                .formatted(match, condition);
    }
}
