package dev.holdpoint.policy.revision;

import static dev.holdpoint.policy.evaluate.Asking.NOON;
import static dev.holdpoint.policy.revision.History.SEALS;
import static dev.holdpoint.policy.revision.History.SELF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.eventlog.store.StoredEvent;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.GrantEvent.GrantIssued;
import dev.holdpoint.events.GrantEvent.GrantRevoked;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.events.TargetEvent.TargetRegistered;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Rulebook;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RulebookHistoryTest {
    private static final int TARGETS = 500;

    private final RulebookHistory history = new RulebookHistory(NOON, SEALS);
    private Instant now = NOON.minusSeconds(3_600);
    private long sequence;

    private void happens(HoldpointEvent event) {
        sequence++;
        now = now.plusSeconds(1);
        var envelope =
                new Envelope<>(
                        new EventId("e-" + sequence),
                        new StreamId("s"),
                        sequence,
                        now,
                        SELF,
                        "policy-service",
                        null,
                        event);
        history.apply(new StoredEvent(sequence, envelope, StoredEvent.content(event)));
    }

    private static GrantId grant(int number) {
        return new GrantId("just-in-time-" + number);
    }

    private Rulebook at(Instant time) {
        return history.at(time, Rulebook.NONE).orElseThrow();
    }

    @Test
    void each_moment_has_its_grants_and_all_share_what_is_the_same_in_them() {
        for (int i = 0; i < TARGETS; i++) {
            happens(new TargetRegistered(new TargetName("t-" + i), Asking.TARGET, Origin.FILE));
        }
        now = NOON;
        for (int i = 0; i < 100; i++) {
            happens(new GrantIssued(grant(i), Asking.everything(), null));
        }
        happens(new GrantRevoked(grant(7), "over", false));
        history.keep();

        var first = at(NOON.plusSeconds(1));
        assertThat(first.grants()).containsOnlyKeys(grant(0));
        assertThat(first.targets()).hasSize(TARGETS);
        for (int i = 1; i < 100; i++) {
            var moment = at(NOON.plusSeconds(i + 1));
            assertThat(moment.targets()).isSameAs(first.targets());
            assertThat(moment.grants()).hasSize(i + 1).containsKey(grant(i));
            assertThat(moment.grants().get(grant(0))).isSameAs(first.grants().get(grant(0)));
        }
        assertThat(at(NOON.plusSeconds(500)).grants()).hasSize(99).doesNotContainKey(grant(7));
        assertThat(at(NOON).grants()).isEmpty();
    }
}
