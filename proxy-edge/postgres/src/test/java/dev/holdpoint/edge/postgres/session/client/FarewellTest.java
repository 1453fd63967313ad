package dev.holdpoint.edge.postgres.session.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.SessionEnd;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FarewellTest {
    @Test
    void who_is_stopped_by_policy_reads_why() {
        assertThat(said(SessionEnd.POLICY_CHANGED, "Streams are denied."))
                .hasValueSatisfying(
                        text ->
                                assertThat(text)
                                        .contains("57P01", "policy lets what it runs go on no more")
                                        .contains("no more. Streams are denied."));
    }

    @Test
    void others_read_the_reason_alone_and_who_has_gone_nothing() {
        assertThat(said(SessionEnd.GRANT_REVOKED, ""))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("no grant covers it any more\0"));
        assertThat(said(SessionEnd.CLIENT_CLOSED, "")).isEmpty();
    }

    private static Optional<String> said(SessionEnd end, String because) {
        return Farewell.of(end, because).map(frame -> frame.bytes().toString());
    }
}
