package dev.holdpoint.edge.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.PrincipalId;
import org.junit.jupiter.api.Test;

class LiveSessionsTest {
    private static final PrincipalId AGENT = new PrincipalId("http://issuer", "agent");
    private static final PrincipalId OTHER = new PrincipalId("http://issuer", "other");

    private final LiveSessions live = new LiveSessions();

    @Test
    void sessions_being_opened_at_the_same_time_count_for_their_principal() {
        assertThat(live.opening(AGENT, 2)).isTrue();
        assertThat(live.opening(AGENT, 2)).isTrue();
        assertThat(live.opening(AGENT, 2)).isFalse();
        assertThat(live.opening(OTHER, 2)).isTrue();

        live.opened(AGENT);
        assertThat(live.opening(AGENT, 2)).isTrue();
        assertThat(live.opening(AGENT, 2)).isFalse();
    }
}
