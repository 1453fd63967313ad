package dev.holdpoint.policy.revision;

import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.eventlog.store.StoredEvent;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.evaluate.Rulebook;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every rulebook that decided since some moment, and the one that did at that moment. They share
 * all that is the same in them.
 */
public final class RulebookHistory {
    /** How far the clocks of those who decide and those who record may differ. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final List<Moment> moments = new ArrayList<>();
    private final PublishedState state;
    private final Instant since;
    private Instant last = Instant.MIN;

    private record Moment(Instant from, Rulebook rulebook) {}

    RulebookHistory(Instant since, Seals seals) {
        this.since = since;
        this.state = PublishedState.ofThePast(seals);
    }

    /**
     * Reads it from the store; what is compiled is compiled on worker threads.
     *
     * @param look called with each event, and may end the reading by throwing
     */
    public static Future<RulebookHistory> read(
            Vertx vertx, EventStore store, Seals seals, Instant since, Runnable look) {
        var history = new RulebookHistory(since, seals);
        return store.pages(0, page -> vertx.executeBlocking(() -> history.apply(page, look)))
                .compose(
                        _ ->
                                vertx.executeBlocking(
                                        () -> {
                                            history.keep();
                                            return history;
                                        }));
    }

    private boolean apply(List<StoredEvent> page, Runnable look) {
        for (var event : page) {
            look.run();
            apply(event);
        }
        return true;
    }

    void apply(StoredEvent event) {
        var time = event.envelope().time();
        if (time.isAfter(since) && time.isAfter(last)) {
            keep();
        }
        state.apply(event);
        last = time.isAfter(last) ? time : last;
    }

    void keep() {
        if (state.sequence() > 0) {
            moments.add(new Moment(last, state.rulebook()));
        }
    }

    /**
     * The last rulebook of {@code revision} at or before {@code time}, by this service's clock, or
     * the first one shortly after; empty if there is none.
     */
    public Optional<Rulebook> at(Instant time, RevisionId revision) {
        int next = firstAfter(time);
        for (int i = next - 1; i >= 0; i--) {
            if (isOf(i, revision)) {
                return Optional.of(moments.get(i).rulebook());
            }
        }
        for (int i = next; i < moments.size() && isSoonAfter(i, time); i++) {
            if (isOf(i, revision)) {
                return Optional.of(moments.get(i).rulebook());
            }
        }
        return Optional.empty();
    }

    private boolean isOf(int moment, RevisionId revision) {
        return moments.get(moment).rulebook().revisionId().equals(revision);
    }

    private boolean isSoonAfter(int moment, Instant time) {
        return moments.get(moment).from().isBefore(time.plus(SKEW));
    }

    private int firstAfter(Instant time) {
        int low = 0;
        int high = moments.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (moments.get(middle).from().isAfter(time)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
