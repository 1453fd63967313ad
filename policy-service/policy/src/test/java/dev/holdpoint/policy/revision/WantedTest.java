package dev.holdpoint.policy.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a directory must have as a whole. */
class WantedTest {
    private static final String ROLE =
            """
            apiVersion: holdpoint.dev/v1
            kind: Role
            metadata: { name: reader }
            spec: { targets: { names: [ ledger ] }, effects: [ read ] }
            """;
    private static final String BY_ROLE =
            """
            apiVersion: holdpoint.dev/v1
            kind: Grant
            metadata: { name: agents }
            spec: { groups: [ agents ], role: reader, owner: bob }
            """;
    private static final String SPELT_OUT =
            BY_ROLE.replace("role: reader", "targets: { names: [ lager ] }, effects: [ read ]");

    @Test
    void a_target_that_nobody_describes_is_told_where_it_is_named() {
        assertThat(findings(ROLE + "---\n" + BY_ROLE))
                .singleElement()
                .asString()
                .startsWith("test.yaml:1:1: reader names a target that no document describes.");
        assertThat(findings(SPELT_OUT))
                .singleElement()
                .asString()
                .startsWith("test.yaml:1:1: agents names a target that no document describes.");
    }

    @Test
    void a_role_describes_no_target_to_the_grants_beside_it() {
        assertThat(findings(ROLE + "---\n" + SPELT_OUT)).hasSize(2);
    }

    private static List<String> findings(String text) {
        var files = List.of(new SourceFile("test.yaml", text));
        var documents = Asking.reader().read(files);
        return catchThrowableOfType(InvalidDocuments.class, () -> Wanted.of(files, documents))
                .findings()
                .stream()
                .map(Object::toString)
                .toList();
    }
}
