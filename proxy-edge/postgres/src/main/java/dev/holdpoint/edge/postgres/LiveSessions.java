package dev.holdpoint.edge.postgres;

import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionId;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The sessions open at this edge right now. */
public final class LiveSessions {
    private final Map<SessionId, Live> sessions = new ConcurrentHashMap<>();
    private final Map<PrincipalId, Integer> opening = new HashMap<>();
    private volatile Consumer<SessionAttributes> listener = _ -> {};

    /** One open session and how to end it. */
    public interface Live {
        /** What is fixed about it. */
        SessionAttributes attributes();

        /** Ends it; completes when its end is recorded, or could not be. */
        Future<Void> end(SessionEnd why);
    }

    /**
     * Takes a place for a session that a principal opens; who took it gives it back with {@link
     * #givePlaceBack} once the session is listed, or will not be.
     *
     * @return false if the principal has that many sessions, open or being opened
     */
    public synchronized boolean takePlace(PrincipalId principal, int most) {
        int before = opening.getOrDefault(principal, 0);
        long open =
                sessions.values().stream()
                        .filter(live -> live.attributes().principal().id().equals(principal))
                        .count();
        if (open + before >= most) {
            return false;
        }
        opening.put(principal, before + 1);
        return true;
    }

    /** The place is free for another session. */
    public synchronized void givePlaceBack(PrincipalId principal) {
        opening.computeIfPresent(principal, (_, places) -> places == 1 ? null : places - 1);
    }

    /** From now on the session is listed and can be ended. */
    public void add(Live session) {
        sessions.put(session.attributes().id(), session);
        listener.accept(session.attributes());
    }

    /** Tells one listener of each session once it is listed. */
    public void onListed(Consumer<SessionAttributes> listener) {
        this.listener = listener;
    }

    /** The session is over; one that is not open here is ignored. */
    public void remove(SessionId session) {
        sessions.remove(session);
    }

    /** Those open now, in no order. */
    public Collection<SessionAttributes> list() {
        return sessions.values().stream().map(Live::attributes).toList();
    }

    /** Whether the session is listed. */
    public boolean isOpen(SessionId session) {
        return sessions.containsKey(session);
    }

    /** Ends a session; false if it is not open here. */
    public boolean end(SessionId session, SessionEnd why) {
        var live = sessions.get(session);
        if (live == null) {
            return false;
        }
        live.end(why).onFailure(_ -> sessions.remove(session));
        return true;
    }

    /** Ends all of them. */
    public Future<Void> endAll(SessionEnd why) {
        return Future.join(
                        List.copyOf(sessions.values()).stream().map(live -> live.end(why)).toList())
                .mapEmpty();
    }

    /** How many are open. */
    public int size() {
        return sessions.size();
    }
}
