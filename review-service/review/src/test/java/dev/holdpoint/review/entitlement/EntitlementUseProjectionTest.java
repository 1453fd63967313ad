package dev.holdpoint.review.entitlement;

import static dev.holdpoint.review.entitlement.Decisions.ALLOW;
import static dev.holdpoint.review.entitlement.Decisions.DENY;
import static dev.holdpoint.review.entitlement.Decisions.HOLD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.eventlog.projection.Change;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.StreamId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntitlementUseProjectionTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Principal AGENT =
            new Principal(
                    new PrincipalId("http://issuer", "support-agent"),
                    "Support",
                    PrincipalKind.AGENT,
                    List.of("agents"),
                    new PrincipalId("http://issuer", "alice"));

    private final EntitlementUseProjection projection = new EntitlementUseProjection();
    private final Decisions decisions = new Decisions(AGENT, "payments");

    @Test
    void each_effect_of_a_command_counts() {
        var changes = projection.apply(decisions.on(NOON, ALLOW, Effect.READ, Effect.WRITE));

        assertThat(changes)
                .extracting(change -> change.parameters().get(7))
                .containsExactly("READ", "WRITE");
    }

    @Test
    void an_allowed_command_is_use() {
        assertThat(counts(decisions.on(NOON, ALLOW, Effect.READ)))
                .isEqualTo(Arrays.asList(1L, 1L, 0L, 0L, NOON, NOON));
    }

    @Test
    void a_denied_command_is_no_use() {
        assertThat(counts(decisions.on(NOON, DENY, Effect.DDL)))
                .isEqualTo(Arrays.asList(1L, 0L, 1L, 0L, NOON, null));
    }

    @Test
    void a_held_command_is_decided_once_and_used_when_it_is_released() {
        assertThat(counts(decisions.on(NOON, HOLD, Effect.WRITE)))
                .isEqualTo(Arrays.asList(1L, 0L, 0L, 1L, NOON, null));
        assertThat(counts(decisions.again(NOON, ALLOW, Effect.WRITE)))
                .isEqualTo(Arrays.asList(0L, 1L, 0L, 0L, NOON, NOON));
    }

    @Test
    void who_and_for_whom_tell_entries_apart() {
        var alone = new Principal(AGENT.id(), "Support", AGENT.kind(), List.of(), null);

        assertThat(entry(decisions.on(NOON, ALLOW, Effect.READ)))
                .isEqualTo(entry(new Decisions(AGENT, "payments").on(NOON, DENY, Effect.READ)))
                .isNotEqualTo(entry(new Decisions(AGENT, "orders").on(NOON, ALLOW, Effect.READ)))
                .isNotEqualTo(entry(new Decisions(alone, "payments").on(NOON, ALLOW, Effect.READ)));
    }

    @Test
    void other_events_change_nothing() {
        var session = new SessionId("s-1");
        var closed =
                new Envelope<>(
                        new EventId("e-1"),
                        new StreamId("s-1"),
                        1,
                        NOON,
                        Actor.service("proxy-edge"),
                        "proxy-edge/edge-1",
                        null,
                        new SessionClosed(session, SessionEnd.CLIENT_CLOSED, 0));

        assertThat(projection.apply(closed)).isEmpty();
    }

    private Object entry(Envelope<?> envelope) {
        return String.valueOf(only(envelope).parameters().getFirst());
    }

    private List<@Nullable Object> counts(Envelope<?> envelope) {
        return only(envelope).parameters().subList(8, 14);
    }

    private Change only(Envelope<?> envelope) {
        var changes = projection.apply(envelope);
        assertThat(changes).hasSize(1);
        return changes.getFirst();
    }
}
