package dev.holdpoint.edge.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.RevisionId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalTest {
    private static final CommandId COMMAND = new CommandId("command-1");

    @Test
    void a_denial_names_the_deciding_rule_and_its_revision() {
        var refusal = Refusal.of(COMMAND, deny(List.of("payments/no-ddl", "payments/writes")));

        assertThat(refusal.rule()).isEqualTo("payments/no-ddl");
        assertThat(refusal.revision()).isEqualTo("sha256:r1");
        assertThat(refusal.sessionLost()).isFalse();
    }

    @Test
    void a_denial_no_rule_made_names_none() {
        assertThat(Refusal.of(COMMAND, deny(List.of())).rule()).isNull();
    }

    @Test
    void only_a_stream_that_may_have_a_hole_ends_the_session() {
        assertThat(Refusal.of(COMMAND, RefusalCode.HOLD_EXPIRED, "late").sessionLost()).isFalse();
        assertThat(Refusal.logLost(COMMAND).sessionLost()).isTrue();
        assertThat(Refusal.undecided(COMMAND).sessionLost()).isTrue();
    }

    private static Decision.Deny deny(List<String> rules) {
        return new Decision.Deny(
                new RevisionId("sha256:r1"), rules, "Migrate.", RefusalCode.POLICY_DENIED);
    }
}
