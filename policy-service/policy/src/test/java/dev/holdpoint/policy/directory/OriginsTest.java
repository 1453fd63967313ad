package dev.holdpoint.policy.directory;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.language.Document;
import dev.holdpoint.policy.language.InvalidDocuments;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Documents and what people have registered by the same names. */
class OriginsTest {
    private static final List<Document> DEMO = Asking.reader().read(Asking.demo());
    private static final GrantId AGENTS = new GrantId("agents-on-payments");
    private static final GrantSpec OF_FILE = Asking.everything();

    @Test
    void a_name_that_is_free_or_a_document_s_own_may_be_used() {
        assertThatCode(() -> Origins.require(DEMO, Map.of(AGENTS, OF_FILE), Set.of()))
                .doesNotThrowAnyException();
    }

    @Test
    void the_name_of_a_grant_or_target_of_rest_is_refused_with_its_place() {
        var byHand =
                new GrantSpec(
                        OF_FILE.subjects(),
                        OF_FILE.groups(),
                        OF_FILE.targets(),
                        OF_FILE.labels(),
                        OF_FILE.effects(),
                        OF_FILE.owner(),
                        null,
                        null,
                        Origin.REST,
                        null,
                        Asking.BOB.id(),
                        null);

        assertThatThrownBy(() -> Origins.require(DEMO, Map.of(AGENTS, byHand), Set.of()))
                .isInstanceOf(InvalidDocuments.class)
                .hasMessageContaining("grants.yaml:")
                .hasMessageContaining("agents-on-payments is already there");
        assertThatThrownBy(
                        () -> Origins.require(DEMO, Map.of(), Set.of(new TargetName("payments"))))
                .hasMessageContaining("payments is already there, and not from a document");
    }
}
