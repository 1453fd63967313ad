package dev.holdpoint.policy.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdpoint.events.Effect;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.evaluate.Asking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles, and the grants that give them. */
class RolesTest {
    private static final String ROLE =
            """
            apiVersion: holdpoint.dev/v1
            kind: Role
            metadata: { name: reader }
            spec:
              targets: { labels: { data: payments } }
              effects: [ session, read ]
            """;
    private static final String GRANT =
            """
            apiVersion: holdpoint.dev/v1
            kind: Grant
            metadata: { name: agents }
            spec:
              groups: [ agents ]
              role: reader
              owner: bob
            """;

    @Test
    void a_grant_gives_what_its_role_holds() {
        var spec = grant(read(ROLE, GRANT)).spec();

        assertThat(spec.targets()).isEmpty();
        assertThat(spec.labels()).containsExactly(Map.entry("data", "payments"));
        assertThat(spec.effects()).containsExactly(Effect.READ, Effect.SESSION);
        assertThat(spec.groups()).containsExactly("agents");
        assertThat(spec.owner()).isEqualTo("bob");
    }

    @Test
    void it_does_not_matter_which_is_read_first() {
        assertThat(grant(read(GRANT, ROLE)).spec()).isEqualTo(grant(read(ROLE, GRANT)).spec());
    }

    @Test
    void a_grant_by_role_equals_one_that_spells_it_out_but_for_the_name_of_the_role() {
        var spelt =
                GRANT.replace(
                        "role: reader",
                        "targets: { labels: { data: payments } }\n  effects: [ read, session ]");

        var byRole = grant(read(ROLE, GRANT)).spec();
        assertThat(byRole.role()).isEqualTo("reader");
        assertThat(grant(read(spelt)).spec())
                .usingRecursiveComparison()
                .ignoringFields("role")
                .isEqualTo(byRole);
    }

    @Test
    void a_role_is_read_whole() {
        var named = ROLE.replace("labels: { data: payments }", "names: [ payments ]");

        assertThat(read(named))
                .containsExactly(
                        new RoleDocument(
                                "reader",
                                new Place("0.yaml", 1, 1),
                                new Reach(
                                        List.of(new TargetName("payments")),
                                        Map.of(),
                                        List.of(Effect.READ, Effect.SESSION))));
    }

    @ParameterizedTest(name = "{0} => {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    role: reader -> role: writer                       | 1.yaml:6:9 | Known roles: reader
                    role: reader -> rule: reader                       | 1.yaml:6:3 | Known fields: subjects, groups, role, targets
                    role: reader -> role: [ reader ]                   | 1.yaml:6:9 | Write one value
                    owner: bob -> effects: [ read ]                    | 1.yaml:6:9 | Keep the role
                    owner: bob -> targets: { names: [ a ] }            | 1.yaml:6:9 | Keep the role
                    """)
    void a_mistake_in_giving_a_role_is_pointed_at(String change, String place, String hint) {
        var grant = edited(GRANT, change);

        assertThat(SchemaCheck.errors(grant).isEmpty()).isEqualTo(change.contains("writer"));
        assertThat(findings(ROLE, grant)).singleElement().asString().contains(place).contains(hint);
    }

    @ParameterizedTest(name = "{0} => {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [ session, read ] -> [ unknown ]                   | 0.yaml:6:12 | cannot be granted
                    [ session, read ] -> []                            | 0.yaml:6:12 | Add effects: [ read ]
                    [ session, read ] -> [ reed ]                      | 0.yaml:6:14 | Use one of read, write
                    { labels: { data: payments } } -> {}               | 0.yaml:5:12 | Write targets: { names:
                    effects: [ session, read ] -> role: writer         | 0.yaml:6:3  | Known fields: targets, effects
                    """)
    void a_mistake_in_a_role_is_pointed_at_there_and_where_it_is_given(
            String change, String place, String hint) {
        var role = edited(ROLE, change);
        var findings = findings(role, GRANT);

        assertThat(SchemaCheck.errors(role)).isNotEmpty();
        assertThat(findings).hasSize(2);
        assertThat(findings.getFirst().toString()).contains(place).contains(hint);
        assertThat(findings.getLast().toString())
                .contains("1.yaml:6:9")
                .contains("Correct its document at 0.yaml:1:1");
    }

    @Test
    void a_role_that_is_nowhere_is_asked_for() {
        assertThat(findings(GRANT))
                .singleElement()
                .asString()
                .contains("0.yaml:6:9")
                .contains("Add a document of kind Role");
    }

    @Test
    void two_roles_do_not_share_a_name() {
        assertThat(findings(ROLE, ROLE))
                .singleElement()
                .asString()
                .contains("1.yaml:1:1")
                .contains("is taken at 0.yaml:1:1");
    }

    private static String edited(String text, String change) {
        var edit = change.split(" -> ", -1);
        var edited = text.replace(edit[0].strip(), edit[1].strip());
        assertThat(edited).isNotEqualTo(text);
        return edited;
    }

    private static List<Finding> findings(String... texts) {
        return catchThrowableOfType(InvalidDocuments.class, () -> read(texts)).findings();
    }

    private static GrantDocument grant(List<Document> documents) {
        return documents.stream()
                .filter(GrantDocument.class::isInstance)
                .map(GrantDocument.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static List<Document> read(String... texts) {
        var files = new ArrayList<SourceFile>();
        for (var text : texts) {
            files.add(new SourceFile(files.size() + ".yaml", text));
        }
        return Asking.reader().read(files);
    }
}
