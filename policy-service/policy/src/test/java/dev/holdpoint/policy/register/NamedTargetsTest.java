package dev.holdpoint.policy.register;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.language.SourceFile;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What documents name, beside what is there. */
class NamedTargetsTest {
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
    void a_target_that_is_not_there_is_told_where_it_is_named() {
        assertThat(findings(ROLE + "---\n" + BY_ROLE, "payments"))
                .singleElement()
                .asString()
                .startsWith("test.yaml:1:1: reader names the target ledger, which is not there")
                .endsWith("Known targets: payments.");
        assertThat(findings(SPELT_OUT))
                .singleElement()
                .asString()
                .startsWith("test.yaml:1:1: agents names the target lager, which is not there");
    }

    @Test
    void a_role_describes_no_target_to_the_grants_beside_it() {
        assertThat(findings(ROLE + "---\n" + SPELT_OUT)).hasSize(2);
    }

    @Test
    void a_target_is_there_whoever_says_so() {
        assertThat(findings(ROLE + "---\n" + SPELT_OUT, "lager", "ledger")).isEmpty();
    }

    private static List<String> findings(String text, String... known) {
        var documents = Asking.reader().read(List.of(new SourceFile("test.yaml", text)));
        var targets = Stream.of(known).map(TargetName::new).collect(Collectors.toSet());
        return NamedTargets.in(documents).unknown(targets).stream().map(Object::toString).toList();
    }
}
