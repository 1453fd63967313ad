package dev.holdpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.cli.call.Http;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class PolicyVerbTest {
    private static final Path DEMO = Path.of("../../deploy/policies/demo");
    private static final String CASES = "tests/payments.yaml";

    @TempDir Path directory;

    @BeforeEach
    void copy() throws IOException {
        Files.createDirectory(directory.resolve("tests"));
        try (var files = Files.walk(DEMO)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, directory.resolve(DEMO.relativize(file)));
            }
        }
    }

    @Test
    void the_demos_policies_do_what_their_cases_say() {
        var run = RunningCli.run("policy", "test", DEMO.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("payments\n")
                .contains(
                        "ok    agents read customers, card numbers masked: allow by payments/reads")
                .endsWith("13 cases: 13 passed, 0 failed\n");
        assertThat(run.exit()).isZero();
    }

    @Test
    void a_rule_taken_out_turns_its_cases_red_and_says_what_decided_instead() throws IOException {
        change(
                "policy-payments.yaml",
                "match: { effects: [ ddl, privilege, admin ] }",
                "match: { effects: [ privilege, admin ] }");
        var run = RunningCli.run("policy", "test", directory.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "FAIL  agents do not change the schema: deny by none",
                        "at tests/payments.yaml:34:7",
                        "rule: expected payments/destructive-ddl, came none",
                        "code: expected POLICY_DENIED, came NO_GRANT",
                        "reason: The grant agents-on-payments does not cover the effect ddl.",
                        "missed: payments/destructive-ddl (deny) on effects",
                        "command: DROP TABLE; ddl; writes public.customers; destructive")
                .endsWith("13 cases: 11 passed, 2 failed\n");
    }

    @Test
    void a_mask_that_shows_more_turns_red() throws IOException {
        change("policy-payments.yaml", "keepLast: 4", "keepLast: 12");

        assertThat(RunningCli.run("policy", "test", directory.toString()).out())
                .contains(
                        "masks: expected {public.customers.card_number=keepLast 4},"
                                + " came {public.customers.card_number=keepLast 12}")
                .endsWith("13 cases: 12 passed, 1 failed\n");
    }

    @Test
    void programs_get_json() throws IOException {
        change(CASES, "rule: payments/wide-writes", "rule: payments/reads");
        var run = RunningCli.run("policy", "test", directory.toString(), "--json");
        var json = Http.JSON.readTree(run.out());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(json.path("cases").asInt()).isEqualTo(13);
        assertThat(json.path("failed").asInt()).isEqualTo(1);
        var failed = json.path("verdicts").path(7);
        assertThat(failed.path("passed").asBoolean(true)).isFalse();
        assertThat(failed.path("came").path("rule").asText()).isEqualTo("payments/wide-writes");
        assertThat(failed.path("came").path("approval").path("dba").asInt()).isEqualTo(1);
        assertThat(failed.path("differences").path(0).path("expected").asText())
                .isEqualTo("payments/reads");
        assertThat(failed.path("considered").path(3).path("matched").asBoolean()).isTrue();
    }

    @Test
    void build_servers_get_junit_xml() throws Exception {
        change(CASES, "rule: payments/wide-writes", "rule: payments/reads");
        change(CASES, "name: engineers read\n", "name: engineers \"read\" <&>\n");
        var file = directory.resolve("report.xml");
        RunningCli.run("policy", "test", directory.toString(), "--junit", file.toString());
        var report = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());

        var suites = report.getElementsByTagName("testsuite");
        assertThat(suites.getLength()).isEqualTo(1);
        assertThat(((Element) suites.item(0)).getAttribute("failures")).isEqualTo("1");
        assertThat(report.getElementsByTagName("testcase").getLength()).isEqualTo(13);
        var failure = (Element) report.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message"))
                .isEqualTo("rule: expected payments/reads, came payments/wide-writes");
        assertThat(((Element) failure.getParentNode()).getAttribute("name"))
                .isEqualTo("a write to a whole table waits, whoever asks");
    }

    @Test
    void a_report_that_cannot_be_written_is_told() {
        var run =
                RunningCli.run(
                        "policy", "test", directory.toString(), "--junit", "/nonexistent/r.xml");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).startsWith("holdpoint: cannot read or write a file");
    }

    @Test
    void a_mistake_in_documents_or_cases_is_exit_2_with_place_and_hint() throws IOException {
        change("policy-payments.yaml", "decide: hold", "decide: perhaps");
        unreadable("policy-payments.yaml:23:15: perhaps is not known here. Hint: Use one of");
        var check = RunningCli.run("policy", "check", directory.toString());
        assertThat(check.exit()).isEqualTo(2);
        assertThat(check.err()).contains("policy-payments.yaml:23:15");

        change("policy-payments.yaml", "decide: perhaps", "decide: hold");
        change(CASES, "decision: hold", "decision: wait");
        unreadable("tests/payments.yaml:29:19: wait is not known here. Hint: Use one of");
    }

    @Test
    void no_cases_are_not_green() throws IOException {
        Files.delete(directory.resolve(CASES));
        unreadable("The directory has no .yaml files");
        Files.delete(directory.resolve("tests"));
        unreadable("There are no cases.");
    }

    @Test
    void a_text_that_says_nothing_by_itself_cannot_be_tried() throws IOException {
        change(CASES, "sql: DROP TABLE customers", "sql: EXECUTE p");
        unreadable("tests/payments.yaml:34:7: The case agents do not change the schema");
    }

    @Test
    void a_name_that_no_described_table_has_is_noted() throws IOException {
        change(CASES, "SELECT * FROM customers", "SELECT * FROM custommers");
        change(CASES, "rule: payments/reads\n", "rule: payments/other\n");

        assertThat(RunningCli.run("policy", "test", directory.toString()).out())
                .contains("note: names a relation that is not among the described tables");
    }

    @Test
    void a_condition_that_doubles_a_text_with_each_loop_is_told_with_its_place()
            throws IOException {
        change(
                "policy-payments.yaml",
                "match: { effects: [ ddl, privilege, admin ] }",
                "match: {}\n      when: \"['x'].exists(a, [a + a].exists(b, [b + b].exists(c, c == '')))\"");

        unreadable("policy-payments.yaml:");
        unreadable("a loop goes over something that the condition makes");
    }

    @Test
    void check_reads_the_documents_only() throws IOException {
        Files.delete(directory.resolve(CASES));
        var run = RunningCli.run("policy", "check", directory.toString());

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("revision", "sha256:", "grants           4");
    }

    private void unreadable(String message) {
        var run = RunningCli.run("policy", "test", directory.toString());
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(message);
    }

    private void change(String name, String from, String to) throws IOException {
        var file = directory.resolve(name);
        var text = Files.readString(file);
        assertThat(text).contains(from);
        int at = text.indexOf(from);
        Files.writeString(file, text.substring(0, at) + to + text.substring(at + from.length()));
    }
}
