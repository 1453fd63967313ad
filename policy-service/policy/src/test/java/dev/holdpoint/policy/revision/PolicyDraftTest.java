package dev.holdpoint.policy.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.events.PolicyEvent.PolicySource;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.SourceFile;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolicyDraftTest {
    private static final String ONE_RULE =
            "rules:\n  - { name: a, decide: allow, match: { effects: [ read ] } }";
    private static final SourceFile POLICY = Asking.source(ONE_RULE);

    @Test
    void files_make_the_same_revision_in_whatever_order_they_come() {
        var other =
                Asking.source(
                        "other",
                        "rules: [ { name: a, decide: deny, match: { effects: [ ddl ] } } ]");

        var draft = draft(POLICY, other);

        assertThat(draft.revision()).isEqualTo(draft(other, POLICY).revision());
        assertThat(draft.sources())
                .extracting(PolicySource::name)
                .containsExactly("other.yaml", "test.yaml");
        assertThat(draft.revision()).isNotEqualTo(draft(POLICY).revision());
    }

    @Test
    void what_is_no_policy_is_no_part_of_a_revision() {
        var grant =
                "apiVersion: holdpoint.dev/v1\nkind: Grant\nmetadata: { name: g }\n"
                        + "spec: { groups: [ a ], targets: { names: [ t ] }, effects: [ read ],"
                        + " owner: bob }\n";

        assertRefused("g.yaml:1:1: g is no policy.", POLICY, new SourceFile("g.yaml", grant));
    }

    @Test
    void empty_malformed_and_misnamed_files_are_refused() {
        assertRefused("The file has no policy in it.", new SourceFile("a.yaml", ""));
        assertRefused("a.yaml:1", new SourceFile("a.yaml", "kind: [ Policy"));
        assertRefused("name of the file", new SourceFile("../a.yaml", POLICY.text()));
        assertRefused("name of the file", new SourceFile("policy.json", POLICY.text()));
        assertRefused("The file is there twice.", POLICY, POLICY);
    }

    @Test
    void more_than_an_event_can_hold_is_refused() {
        var comment = "# " + "x".repeat(250_000) + "\n";
        var files =
                IntStream.rangeClosed(1, 7)
                        .mapToObj(i -> "p" + i)
                        .map(name -> Asking.source(name, ONE_RULE))
                        .map(file -> new SourceFile(file.name(), comment + file.text()))
                        .toArray(SourceFile[]::new);

        assertThat(draft(Arrays.copyOf(files, 6)).sources()).hasSize(6);
        assertRefused("The files with policies have 1,75", files);
    }

    private static PolicyDraft draft(SourceFile... files) {
        return PolicyDraft.of(List.of(files), Asking.reader());
    }

    private static void assertRefused(String why, SourceFile... files) {
        assertThatThrownBy(() -> draft(files))
                .isInstanceOf(InvalidDocuments.class)
                .hasMessageContaining(why);
    }
}
