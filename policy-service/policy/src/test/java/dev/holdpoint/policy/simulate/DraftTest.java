package dev.holdpoint.policy.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.language.Document;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DraftTest {
    private static final TargetName PAYMENTS = new TargetName("payments");
    private static final TargetName CRM = new TargetName("crm");
    private static final TargetName OLD = new TargetName("old");
    private static final TargetSpec SPEC =
            new TargetSpec(
                    "postgres", "db", 5432, "d", "u", "env:X", "disable", Map.of(), List.of());
    private static final SourceFile ON_CRM =
            new SourceFile(
                    "crm.yaml",
                    """
                    apiVersion: holdpoint.dev/v1
                    kind: Grant
                    metadata: { name: clerks }
                    spec:
                      groups: [ clerks ]
                      targets: { names: [ crm ] }
                      effects: [ read ]
                      owner: bob
                    """);

    private static List<Document> demoAnd(SourceFile more) {
        var files = new ArrayList<>(Asking.demo());
        files.add(more);
        return Asking.reader().read(files);
    }

    @Test
    void targets_of_rest_stay_and_those_of_files_are_the_drafts() {
        var inForce = new Rulebook(null, Map.of(CRM, SPEC, OLD, SPEC), Map.of(), 1);

        var draft = Draft.of(demoAnd(ON_CRM), Set.of(CRM, OLD), Set.of(CRM));

        assertThat(draft.over(inForce).targets()).containsOnlyKeys(PAYMENTS, CRM);
    }

    @Test
    void a_grant_may_name_a_target_of_rest_and_none_that_would_be_gone() {
        var documents = demoAnd(ON_CRM);

        assertThat(Draft.of(documents, Set.of(CRM), Set.of(CRM)).grants()).hasSize(5);
        assertThatThrownBy(() -> Draft.of(documents, Set.of(CRM), Set.of()))
                .isInstanceOf(InvalidDocuments.class)
                .hasMessageContaining("clerks names a target that is not known");
    }
}
