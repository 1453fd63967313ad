package dev.holdpoint.policy.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestReaderTest {
    private static final String FINE = "sql: READ|expect: { decision: allow }";

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            value = {
                "expect: { decision: allow } ==> 9:7: A case has either sql or facts.",
                "sql: A|facts: { effects: [ read ] }|expect: { decision: allow }"
                        + " ==> 11:12: A case has either sql or facts.",
                "sql: A ==> 9:7: cases has no expect.",
                "sql: A|expect: {} ==> 12:15: expect has no decision.",
                "sql: A|expect: { decision: perhaps } ==> 12:27: perhaps is not known here.",
                "sql: A|expect: { decision: allow, code: NO_GRANT }"
                        + " ==> 12:40: No allow has code.",
                "sql: A|expect: { decision: deny, masks: {} } ==> 12:40: No deny has masks.",
                "sql: A|expect: { decision: allow, approval: { dba: 1 } }"
                        + " ==> 12:44: No allow has approval.",
                "sql: A|expect: { decision: deny, code: HOLD_EXPIRED }"
                        + " ==> 12:39: HOLD_EXPIRED is no code of a denied command.",
                "sql: A|expect: { decision: hold, approval: { dba: none } }"
                        + " ==> 12:43: none is not a whole number from 1 to 20.",
                "facts: { reads: [ a ] }|expect: { decision: deny }"
                        + " ==> 11:14: The command has no effects.",
                "sql: A|colour: red|expect: { decision: deny } ==> 12:7: cases has no field colour.",
                "sql: A|at: tomorrow|expect: { decision: deny }"
                        + " ==> 12:11: tomorrow is not a point in time.",
                "sql: A|estimatedRows: -1|expect: { decision: deny }"
                        + " ==> 12:22: -1 is not a whole number from 0 to 9007199254740992.",
            })
    void a_mistake_is_told_with_its_place(String lines, String message) {
        assertThatThrownBy(() -> TestReader.read(List.of(Trying.file(lines.split("\\|")))))
                .isInstanceOf(InvalidDocuments.class)
                .hasMessageStartingWith("tests/t.yaml:" + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "==>",
            value = {
                "kind: PolicyTest ==> kind: Policy ==> A Policy does not belong here.",
                "holdpoint.dev/v1 ==> holdpoint.dev/v9 ==> apiVersion holdpoint.dev/v9",
                "principal: agent ==> principal: bob ==> No principal bob is described.",
                "kind: agent ==> kind: robot ==> robot is not known here.",
                "target: payments ==> at: 2026-01-01 ==> cases has no target.",
                "target: payments ==> tables: [ { name: orders, columns: [ id ] } ]"
                        + " ==> orders is not schema.table.",
                "target: payments ==> tables: [ { name: a.b } ] ==> The table a.b has no columns.",
                "- name: one ==> - name: \"\" ==> name is empty",
            })
    void so_is_one_in_the_document_around_the_cases(String from, String to, String message) {
        var text = Trying.file(FINE.split("\\|")).text().replace(from, to);

        assertThatThrownBy(() -> TestReader.read(List.of(new SourceFile("t.yaml", text))))
                .isInstanceOf(InvalidDocuments.class)
                .hasMessageContaining(message);
    }

    @Test
    void documents_without_cases_and_twins_are_refused() {
        var text = Trying.file(FINE.split("\\|")).text();
        var none = text.substring(0, text.indexOf("    - name: one")) + "    []\n";
        var twin = text + text.substring(text.indexOf("    - name: one"));

        assertThatThrownBy(() -> TestReader.read(List.of(new SourceFile("t.yaml", none))))
                .hasMessageContaining("There are no cases.");
        assertThatThrownBy(() -> TestReader.read(List.of(new SourceFile("t.yaml", twin))))
                .hasMessageContaining("The case one is there twice.");
        assertThatThrownBy(
                        () ->
                                TestReader.read(
                                        List.of(
                                                new SourceFile("a.yaml", text),
                                                new SourceFile("b.yaml", text))))
                .hasMessageContaining("b.yaml")
                .hasMessageContaining("The name t is taken.");
    }

    @Test
    void tables_are_told_with_the_path_on_which_names_are_looked_up() {
        var text =
                Trying.file(FINE.split("\\|"))
                        .text()
                        .replace(
                                "  target: payments\n",
                                "  target: payments\n"
                                        + "  tables: [ { name: a.b, columns: [ c, d ] } ]\n"
                                        + "  searchPath: [ a, public ]\n");

        assertThat(TestReader.read(List.of(new SourceFile("t.yaml", text))).getFirst().tables())
                .isEqualTo(
                        new KnownTables(
                                List.of(new KnownTables.Table("a", "b", List.of("c", "d"))),
                                List.of("a", "public")));
    }
}
