package dev.holdpoint.policy.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.SourceFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases about commands of other protocols than SQL's, on targets that only the cases describe. */
class ProtocolCasesTest {
    private static final String DOCUMENTS =
            """
            apiVersion: holdpoint.dev/v1
            kind: Target
            metadata: { name: payments }
            spec:
              protocol: postgres
              host: localhost
              port: 5432
              database: payments
              username: payments
              secret: env:PAYMENTS
              tls: disable
              labels: { env: production }
            ---
            apiVersion: holdpoint.dev/v1
            kind: Grant
            metadata: { name: everybody }
            spec:
              groups: [ agents ]
              targets: { labels: { env: production } }
              effects: [ read, write ]
              owner: bob
            ---
            apiVersion: holdpoint.dev/v1
            kind: Policy
            metadata: { name: p }
            spec:
              targets: { labels: { env: production } }
              rules:
                - { name: reads, decide: allow, match: { effects: read } }
                - name: rm
                  decide: deny
                  match: { protocol: ssh }
                  when: >-
                    shell.programs.exists(p, p == 'rm') && shell.understood
                    && shell.argv == [ 'rm', '-rf' ] && shell.user == 'root' && shell.channel == ''
                - name: deletes
                  decide: deny
                  match: { protocol: http }
                  when: http.method == 'DELETE' && http.query['force'] == 'yes' && http.bodyBytes > 9
                - name: execs
                  decide: deny
                  match: { protocol: kubernetes }
                  when: kubernetes.subresource == 'exec' && !kubernetes.dryRun && risk >= 50
                - name: tools
                  decide: deny
                  match: { protocol: mcp }
                  when: mcp.destructiveHint && mcp.arguments['path'].startsWith('/etc/')
                - name: no-sql
                  decide: deny
                  match: { effects: write }
                  when: statement.hasWhere && !statement.hasWhere
              risk:
                - { name: sh, add: 50, match: { protocol: kubernetes },
                    when: "'sh' in kubernetes.command" }
            """;
    private static final String CASES =
            """
            apiVersion: holdpoint.dev/v1
            kind: PolicyTest
            metadata: { name: t }
            spec:
              targets:
                - { name: bastion, protocol: ssh, labels: { env: production } }
                - { name: api, protocol: http, labels: { env: production } }
                - { name: prod, protocol: kubernetes, labels: { env: production } }
                - { name: tools, protocol: mcp, labels: { env: production } }
              cases:
                - name: one
                  principal: { subject: agent, kind: agent, groups: [ agents ] }
                  target: %s
                  facts: %s
                  expect: { decision: deny }
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    bastion | shell: { programs: rm, argv: [ rm, -rf ], user: root, understood: true } | p/rm
                    bastion | shell: { programs: rm, argv: [ rm, -rf ], user: root } | p/reads
                    bastion | shell: { programs: ls, text: ls -l, path: /srv, program: ls } | p/reads
                    api     | http: { method: DELETE, query: { force: 'yes' }, bodyBytes: 10 } | p/deletes
                    api     | http: { method: DELETE, query: { force: 'yes' } } | p/reads
                    prod    | kubernetes: { subresource: exec, command: [ sh, -c ] } | p/execs
                    prod    | kubernetes: { subresource: exec, command: [ ls ] } | p/reads
                    prod    | kubernetes: { subresource: exec, command: sh, dryRun: true } | p/reads
                    tools   | mcp: { destructiveHint: true, arguments: { path: /etc/hosts } } | p/tools
                    tools   | mcp: { destructiveHint: false, arguments: {} } | p/reads
                    """)
    void a_command_is_decided_by_what_it_does_in_its_protocol(
            String target, String told, String rule) {
        assertThat(verdict(target, "{ effects: read, " + told + " }").came().rule())
                .isEqualTo(rule);
    }

    @Test
    void a_condition_on_a_statement_cannot_be_evaluated_there() {
        var facts = "{ effects: write, http: { method: PUT } }";

        assertThat(verdict("api", facts).came().rule()).isEqualTo("p/no-sql");
        assertThat(verdict("payments", "{ effects: write }").came().rule()).isEqualTo("default");
    }

    @Test
    void what_a_case_leaves_out_is_empty_zero_or_false() {
        var command = verdict("api", "{ effects: read, http: { method: GET } }").tried().command();

        assertThat(((GivenCommand.Facts) command).told().values())
                .isEqualTo(
                        Map.of(
                                "http.method",
                                "GET",
                                "http.host",
                                "",
                                "http.path",
                                "",
                                "http.contentType",
                                "",
                                "http.segments",
                                List.of(),
                                "http.query",
                                Map.of(),
                                "http.headers",
                                Map.of(),
                                "http.bodyBytes",
                                0L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            quoteCharacter = '"',
            textBlock =
                    """
                    { effects: read, shell: { usr: root } } ==> 14:40: shell has no field usr. Hint: Known fields: argv, channel,
                    { effects: read, shell: { understood: maybe } } ==> 14:52: maybe is neither true nor false.
                    { effects: read, shell: root } ==> 14:38: shell must be a mapping.
                    { effects: read, http: { bodyBytes: 1k } } ==> 14:50: 1k is not a whole number from 0
                    { effects: read, http: { query: [ a ] } } ==> 14:46: query must be a mapping.
                    { effects: read, mcp: {}, reads: [ a.b ] } ==> 14:47: A command given by mcp has no reads. Hint: Write facts: { effects: [ … ], mcp: { … } }
                    { effects: read, mcp: {}, http: {} } ==> 14:36: A command given by http has no mcp.
                    { shell: { user: root } } ==> 14:14: The command has no effects.
                    """)
    void a_mistake_is_told_with_its_place(String facts, String message) {
        assertThatThrownBy(() -> verdict("bastion", facts))
                .isInstanceOf(InvalidDocuments.class)
                .hasMessageStartingWith("tests/t.yaml:" + message);
    }

    @Test
    void a_command_that_the_target_could_not_be_sent_proves_nothing() {
        assertThatThrownBy(() -> verdict("payments", "{ effects: read, shell: { user: root } }"))
                .hasMessage(
                        "tests/t.yaml:14:38: The case one cannot be tried: The target payments"
                                + " speaks postgres. Hint: Give sql, or facts of it.");
        assertThatThrownBy(() -> verdict("prod", "{ effects: read }"))
                .hasMessage(
                        "tests/t.yaml:14:14: The case one cannot be tried: The target prod speaks"
                                + " kubernetes. Hint: Give facts: { effects: [ … ], kubernetes: { … }"
                                + " }.");
        assertThatThrownBy(() -> verdict(cases("api", "{}").replace("facts: {}", "sql: READ")))
                .hasMessageStartingWith("tests/t.yaml:14:12: The case one cannot be tried")
                .hasMessageContaining("http: { … }");
    }

    @Test
    void estimates_of_rows_are_of_sql_only() {
        var text = cases("api", "{ effects: read, http: {} }");

        assertThatThrownBy(
                        () -> verdict(text.replace("expect:", "estimatedRows: 5\n      expect:")))
                .hasMessageContaining("15:22: A command given by http has no estimatedRows.");
    }

    @Test
    void a_target_is_described_once_and_by_a_document_if_there_is_one() {
        var facts = "{ effects: read, http: {} }";

        assertThatThrownBy(() -> verdict(cases("api", facts).replace("bastion", "payments")))
                .hasMessageStartingWith(
                        "tests/t.yaml:6:7: The target payments is described by a document.");
        assertThatThrownBy(() -> verdict(cases("api", facts).replace("bastion", "api")))
                .hasMessageStartingWith("tests/t.yaml:7:15: The target api is there twice.");
        assertThatThrownBy(
                        () -> verdict(cases("api", facts).replace("protocol: ssh", "protocol: x")))
                .hasMessageStartingWith("tests/t.yaml:6:34: x is not known here.");
    }

    private static Verdict verdict(String target, String facts) {
        return verdict(cases(target, facts));
    }

    private static String cases(String target, String facts) {
        return CASES.formatted(target, facts);
    }

    private static Verdict verdict(String cases) {
        var rulebook =
                Asking.rulebook(
                        Asking.reader().read(List.of(new SourceFile("documents.yaml", DOCUMENTS))));
        var tests = TestReader.read(List.of(new SourceFile("tests/t.yaml", cases)));
        return new Trial(rulebook, Trying::read, Trying.NOW).of(tests).getFirst();
    }
}
