package dev.holdpoint.policy.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.SchemaCheck;
import dev.holdpoint.policy.language.SourceFile;
import dev.holdpoint.policy.language.condition.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema says of cases what their reader says. */
class TestSchemaTest {
    private static final String CASES =
            """
            apiVersion: holdpoint.dev/v1
            kind: PolicyTest
            metadata: { name: cases }
            spec:
              target: payments
              targets: [ { name: bastion, protocol: ssh, labels: { env: test } } ]
              at: 2027-01-31
              tables: [ { name: public.customers, columns: [ id, name ] } ]
              searchPath: public
              principals: [ { subject: bot, kind: agent, groups: agents, onBehalfOf: alice } ]
              cases:
                - name: one
                  principal: bot
                  sql: SELECT 1
                  estimatedRows: 5
                  tags: { team: red }
                  expect: { decision: allow, rule: p/r, masks: { email: any }, rows: 1000 }
                - name: two
                  principal: { subject: eve, kind: human, issuer: "https://other" }
                  at: 2027-01-31T18:00:00Z
                  facts: { effects: [ read, unknown ], kinds: select, hasWhere: true }
                  session: { applicationName: psql, commandsLastMinute: 3 }
                  justification: because
                  expect: { decision: hold, approval: { dba: 2 }, rows: all }
                - name: shell
                  principal: bot
                  target: bastion
                  facts: { effects: write, shell: { argv: [ rm, a ], understood: true } }
                  expect: { decision: hold }
                - name: http
                  principal: bot
                  facts: { effects: read, http: { query: { a: b }, bodyBytes: 70, method: PUT } }
                  expect: { decision: hold }
                - name: kubernetes
                  principal: bot
                  facts: { effects: read, kubernetes: { command: sh, dryRun: false } }
                  expect: { decision: hold }
                - name: mcp
                  principal: bot
                  facts: { effects: read, mcp: { tool: find, arguments: { a: "1" } } }
                  expect: { decision: hold }
                - name: three
                  principal: bot
                  facts: { effects: ddl }
                  expect: { decision: deny, code: NO_GRANT, reason: No. }
            """;

    @Test
    void what_the_reader_accepts_the_schema_accepts() throws IOException {
        assertThat(read(CASES)).hasSize(1);
        assertThat(SchemaCheck.errors(CASES)).isEmpty();
        try (var demo = Files.list(Path.of("../../deploy/policies/demo/tests"))) {
            for (var file : demo.toList()) {
                assertThat(SchemaCheck.errors(Files.readString(file)))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    spec:                | strange:
                    name: one            | strange: one
                    subject: bot         | subject: bot, strange: 1
                    columns: [ id        | strange: 1, columns: [ id
                    applicationName: psql | strange: 1
                    kinds: select        | strange: 1
                    rule: p/r            | strange: 1
                    decision: allow      | decision: deny
                    approval: { dba: 2 } | code: NO_GRANT
                    code: NO_GRANT       | rows: all
                    code: NO_GRANT       | code: HELD
                    rows: 1000           | rows: 0
                    sql: SELECT 1        | estimatedRow: 1
                    kind: agent          | kind: robot
                    effects: ddl         | effects: dll
                    public.customers     | customers
                    protocol: ssh        | protocol: gopher
                    protocol: ssh        | strange: 1
                    name: bastion        | name: A B
                    argv: [ rm           | strange: [ rm
                    understood: true     | understood: maybe
                    bodyBytes: 70        | bodyBytes: much
                    query: { a: b }      | query: b
                    dryRun: false        | strange: false
                    tool: find           | strange: find
                    facts: { effects: read, mcp | facts: { effects: read, reads: a.b, mcp
                    facts: { effects: read, mcp | facts: { effects: read, shell: {}, mcp
                    """)
    void what_the_schema_refuses_the_reader_refuses(String from, String to) {
        var edited = CASES.replace(from, to);
        assertThat(edited).isNotEqualTo(CASES);

        assertThat(SchemaCheck.errors(edited)).isNotEmpty();
        assertThatThrownBy(() -> read(edited)).isInstanceOf(InvalidDocuments.class);
    }

    @Test
    void facts_of_other_protocols_are_the_variables_of_conditions() {
        for (var environment : Environment.others()) {
            assertThat(SchemaCheck.properties(environment.root() + "Facts"))
                    .as(environment.root())
                    .containsExactlyInAnyOrderElementsOf(environment.fields());
        }
    }

    private static List<PolicyTest> read(String text) {
        return TestReader.read(List.of(new SourceFile("cases.yaml", text)));
    }
}
