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
        assertThat(live.takePlace(AGENT, 2)).isTrue();
        assertThat(live.takePlace(AGENT, 2)).isTrue();
        assertThat(live.takePlace(AGENT, 2)).isFalse();
        assertThat(live.takePlace(OTHER, 2)).isTrue();

        live.givePlaceBack(AGENT);
        assertThat(live.takePlace(AGENT, 2)).isTrue();
        assertThat(live.takePlace(AGENT, 2)).isFalse();
    }
}
