package dev.holdpoint.policy.revision;

import static dev.holdpoint.policy.revision.History.R;
import static dev.holdpoint.policy.revision.History.READS;
import static dev.holdpoint.policy.revision.History.SELF;
import static dev.holdpoint.policy.revision.History.W;
import static dev.holdpoint.policy.revision.History.WRITES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.events.PolicyEvent.PolicyPublished;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.evaluate.Revision;
import dev.holdpoint.policy.language.Finding;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.Place;
import dev.holdpoint.policy.language.PolicyDocument;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What decides when a revision cannot be compiled. */
class CompilerTest {
    private final Revisions revisions =
            new History()
                    .signed(
                            SELF,
                            new PolicyPublished(R, READS, "file", null, null),
                            new PolicyPublished(W, WRITES, "file", null, null))
                    .now();
    private @Nullable Throwable failure;
    private final Compiler compiler = new Compiler(this::policies);

    @Test
    void what_cannot_be_compiled_is_denied_and_not_decided_by_the_revision_before() {
        assertThat(of(R)).isNotNull();

        failure = new IllegalStateException("whatever");
        assertThat(of(W)).isNull();
        assertThat(of(W)).isNull();

        failure = null;
        assertThat(of(R)).isNotNull();
    }

    @Test
    void documents_too_deep_to_be_compiled_are_denied() {
        assertThat(of(R)).isNotNull();

        failure = new StackOverflowError();
        assertThat(of(W)).isNull();
    }

    @Test
    void a_machine_that_fails_is_told_and_the_revision_compiled_by_the_next_look() {
        assertThat(of(R)).isNotNull();

        failure = new OutOfMemoryError("nothing left");
        assertThatThrownBy(() -> of(W)).isInstanceOf(OutOfMemoryError.class);

        failure = null;
        assertThat(of(W)).extracting(Revision::id).isEqualTo(W);
    }

    @Test
    void what_cannot_be_read_is_told_with_its_place_until_another_one_is_asked() {
        failure =
                new InvalidDocuments(
                        List.of(
                                new Finding(new Place("a.yaml", 3, 5), "No word.", "Write one."),
                                new Finding(new Place("b.yaml", 1, 1), "Nothing.", "Fill it.")));
        assertThat(of(W)).isNull();
        assertThat(compiler.problem())
                .isEqualTo("a.yaml:3:5: No word. Hint: Write one. And 1 more.");

        failure = null;
        assertThat(of(R)).isNotNull();
        assertThat(compiler.problem()).isNull();
    }

    private @Nullable Revision of(RevisionId revision) {
        return compiler.of(Optional.of(revisions.get(revision)));
    }

    private List<PolicyDocument> policies(KnownRevision known) {
        switch (failure) {
            case RuntimeException unchecked -> throw unchecked;
            case Error error -> throw error;
            case null, default -> {
                return known.policies();
            }
        }
    }
}
