package dev.holdpoint.edge.app.log;

import dev.holdpoint.eventlog.EventAppender;
import dev.holdpoint.eventlog.LogPartition;
import dev.holdpoint.eventlog.Position;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.StreamId;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The streams of this edge that are not closed in the log yet, and where reading them starts. */
public final class OpenStreams {
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private final Stamp stamp;
    private final EventAppender appender;
    private final EventAppender recordings;
    private final Map<SessionId, SessionStream> open = new ConcurrentHashMap<>();
    private final Map<SessionId, SessionStream> recorded = new ConcurrentHashMap<>();
    private final Map<SessionId, Instant> abandoned = new ConcurrentHashMap<>();
    private final Map<LogPartition, Long> reached = new ConcurrentHashMap<>();
    private final Map<LogPartition, Long> lowWater = new TreeMap<>();

    /**
     * @param recordings has a producer of its own, so that results cannot be in the way of intents
     */
    public OpenStreams(Stamp stamp, EventAppender appender, EventAppender recordings) {
        this.stamp = stamp;
        this.recordings = recordings;
        this.appender =
                (envelope, order) -> appender.append(envelope, order).onSuccess(this::reached);
    }

    SessionStream open(SessionId session, Actor actor) {
        var stream = continued(session, actor, 0);
        open.put(session, stream);
        return stream;
    }

    /** A stream that is written to and not followed further. */
    SessionStream continued(SessionId session, Actor actor, long last) {
        return new SessionStream(stamp, appender, new StreamId(session.value()), actor, last);
    }

    /** Ends a stream that has no other writer any more, after its event number {@code last}. */
    public Future<Void> close(SessionId session, long last, List<HoldpointEvent> events) {
        var stream = continued(session, Actor.service("proxy-edge"), last);
        stream.oneByOne();
        return Future.join(events.stream().map(stream::append).toList()).mapEmpty();
    }

    Optional<SessionStream> find(SessionId session) {
        return Optional.ofNullable(open.get(session));
    }

    /** The stream of what an open session's client is shown. */
    Optional<SessionStream> recording(SessionId session) {
        return find(session)
                .map(stream -> recorded.computeIfAbsent(session, _ -> recording(session, stream)));
    }

    private SessionStream recording(SessionId session, SessionStream stream) {
        return new SessionStream(
                stamp, recordings, new StreamId(session.value()), stream.actor(), 0);
    }

    void closed(SessionId session) {
        open.remove(session);
        recorded.remove(session);
        abandoned.remove(session);
    }

    /** An append failed for good; what of the stream is in the log must be looked up there. */
    void abandon(SessionId session) {
        abandoned.putIfAbsent(session, stamp.clock().instant());
    }

    /** Abandoned streams nothing can land in any more. */
    public Set<SessionId> abandoned() {
        var before = stamp.clock().instant().minus(SETTLED);
        return abandoned.entrySet().stream()
                .filter(entry -> entry.getValue().isBefore(before))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Forgets abandoned streams that somebody has closed in the log. */
    public void settled(Set<SessionId> sessions) {
        sessions.forEach(this::closed);
    }

    /** Every open stream starts at or after these offsets. */
    public synchronized Map<LogPartition, Long> lowWater() {
        var before = Map.copyOf(reached);
        var firsts = open.values().stream().map(SessionStream::first).toList();
        if (!firsts.contains(null)) {
            lowWater.putAll(before);
            for (var first : firsts) {
                if (first != null) {
                    lowWater.merge(partition(first), first.offset(), Math::min);
                }
            }
        }
        return Map.copyOf(lowWater);
    }

    /** Where this edge's streams can start at all: the end of the log when it began. */
    public synchronized void startAt(Map<LogPartition, Long> ends) {
        lowWater.putAll(ends);
    }

    private void reached(Position position) {
        reached.merge(partition(position), position.offset() + 1, Math::max);
    }

    private static LogPartition partition(Position position) {
        return new LogPartition(position.topic(), position.partition());
    }
}
