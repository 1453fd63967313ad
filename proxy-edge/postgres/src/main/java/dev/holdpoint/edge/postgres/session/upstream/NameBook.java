package dev.holdpoint.edge.postgres.session.upstream;

import dev.holdpoint.edge.postgres.session.command.Portal;
import dev.holdpoint.edge.postgres.session.kept.Bound;
import dev.holdpoint.edge.postgres.session.kept.Prepared;
import dev.holdpoint.edge.postgres.session.kept.SessionNames;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What statement and portal names mean while answers are still owed.
 *
 * <p>A change is made once the target has confirmed it. Messages behind it in the same segment (up
 * to Sync) take it as made: if it fails, the target skips them. A message of a later segment that
 * names it waits for the answer.
 */
public final class NameBook {
    private static final Changes NOTHING = new Changes();
    private static final long MOST_AHEAD = 4L << 20;
    private static final int OF_ANY = 64;

    private final SessionNames names;
    private final Map<String, Portal> portals = new HashMap<>(4);
    private final Deque<Changes> unanswered = new ArrayDeque<>(2);
    private final List<Portal> replaced = new ArrayList<>(0);
    private Changes segment = new Changes();
    private long ahead;

    /**
     * @param names where confirmed changes are kept
     */
    public NameBook(SessionNames names) {
        this.names = names;
    }

    /** What the messages since the last Sync make of names; null where a name is closed. */
    private static final class Changes {
        private final Map<String, @Nullable Prepared> statements = new HashMap<>(2);
        private final Map<String, @Nullable Portal> portals = new HashMap<>(2);

        boolean isEmpty() {
            return statements.isEmpty() && portals.isEmpty();
        }
    }

    /** What names mean as far as it is confirmed. */
    public SessionNames names() {
        return names;
    }

    /** A change was sent to the target. */
    void sent(Awaited change) {
        ahead += size(change);
        switch (change) {
            case Awaited.Parse(var name, var meaning) -> segment.statements.put(name, meaning);
            case Awaited.Bind(var name, var portal) -> segment.portals.put(name, portal);
            case Awaited.Rebind(var name, var portal) -> segment.portals.put(name, portal);
            case Awaited.Close(char what, var name) when what == 'S' ->
                    segment.statements.put(name, null);
            case Awaited.Close(_, var name) -> segment.portals.put(name, null);
            case Awaited.Sync _ -> {
                unanswered.add(segment.isEmpty() ? NOTHING : segment);
                segment = segment.isEmpty() ? segment : new Changes();
            }
            case Awaited.Describe _, Awaited.Command _, Awaited.LetGo _, Awaited.Abort _ -> {}
        }
    }

    /**
     * The target confirmed a change.
     *
     * @return a portal that is no more, if there was one
     */
    @Nullable Portal confirmed(Awaited change) {
        return switch (change) {
            case Awaited.Parse(var name, var meaning) -> {
                names.parsed(name, meaning);
                yield null;
            }
            case Awaited.Bind(var name, var portal) -> bound(name, portal);
            case Awaited.Rebind(var name, var portal) -> bound(name, portal);
            case Awaited.Close(char what, var name) when what == 'S' -> {
                names.closedStatement(name);
                yield null;
            }
            case Awaited.Close(_, var name) -> {
                names.closedPortal(name);
                yield gone(portals.remove(name));
            }
            case Awaited.Sync _ -> {
                unanswered.poll();
                yield null;
            }
            case Awaited.Describe _, Awaited.Command _, Awaited.LetGo _, Awaited.Abort _ -> null;
        };
    }

    private @Nullable Portal bound(String name, Portal portal) {
        names.bound(name, portal.meanings());
        names.keep(portal.size());
        return gone(portals.put(name, portal));
    }

    private static long size(Awaited change) {
        return switch (change) {
            case Awaited.Parse(_, var meaning) -> OF_ANY + meaning.size();
            case Awaited.Bind(_, var portal) -> OF_ANY + portal.size();
            case Awaited.Rebind(_, var portal) -> OF_ANY + portal.size();
            case Awaited.Close _,
                    Awaited.Describe _,
                    Awaited.Command _,
                    Awaited.Sync _,
                    Awaited.LetGo _,
                    Awaited.Abort _ ->
                    OF_ANY;
        };
    }

    /** Whether so much was sent that its answers are to be awaited: it takes memory until then. */
    public boolean isAhead() {
        return ahead > MOST_AHEAD;
    }

    /** Every answer is in, or whatever is left of this segment will be skipped. */
    void settled() {
        ahead = 0;
        if (!segment.isEmpty()) {
            segment.statements.clear();
            segment.portals.clear();
        }
    }

    /** Whether only an answer still owed can tell what a statement name means. */
    public boolean isStatementOpen(String name) {
        return !segment.statements.containsKey(name)
                && unanswered.stream().anyMatch(earlier -> earlier.statements.containsKey(name));
    }

    /** Whether only an answer still owed can tell what a portal is, or whether it still is. */
    public boolean isPortalOpen(String name) {
        return !segment.portals.containsKey(name) && !unanswered.isEmpty();
    }

    /** Whether, with everything answered, a portal is open. */
    public boolean hasPortals() {
        return !portals.isEmpty();
    }

    /** Whether, with everything answered, no portal but one of this name is open. */
    public boolean bindsOnly(String name) {
        return portals.isEmpty() || portals.size() == 1 && portals.containsKey(name);
    }

    /** What a prepared statement may stand for; empty if there is none. */
    public Set<Prepared> statement(String name) {
        if (segment.statements.containsKey(name)) {
            var meaning = segment.statements.get(name);
            return meaning == null ? Set.of() : Set.of(meaning);
        }
        return names.prepared(name);
    }

    /**
     * What Bind made, unless SQL (CLOSE and DECLARE) has given the name another meaning since: then
     * the cursor, of which nothing is known but its statement.
     */
    public @Nullable Portal portal(String name) {
        if (segment.portals.containsKey(name)) {
            return segment.portals.get(name);
        }
        var bound = portals.get(name);
        var meanings = names.cursor(name);
        if (bound != null && bound.meanings().equals(meanings)) {
            return bound;
        }
        return meanings.isEmpty() ? bound : cursor(name, meanings);
    }

    private Portal cursor(String name, Set<Prepared> meanings) {
        var empty = new Bound(name, "", List.of(), Bound.Content.none());
        var cursor = new Portal(names.union(meanings), meanings, empty, "");
        names.keep(cursor.size());
        var former = portals.put(name, cursor);
        if (former != null) {
            replaced.add(former);
        }
        return cursor;
    }

    private @Nullable Portal gone(@Nullable Portal portal) {
        if (portal != null) {
            names.keep(-portal.size());
        }
        return portal;
    }

    /** Outside a transaction no portal outlives its Sync; gives those that were. */
    Collection<Portal> closePortals() {
        if (portals.isEmpty() && replaced.isEmpty()) {
            return List.of();
        }
        var closed = new ArrayList<>(portals.values());
        closed.addAll(replaced);
        closed.forEach(this::gone);
        portals.forEach(this::forget);
        portals.clear();
        replaced.clear();
        return closed;
    }

    /** Unless SQL has given the name to a cursor, which may outlive its transaction. */
    private void forget(String name, Portal portal) {
        var meanings = names.cursor(name);
        if (meanings.equals(portal.meanings())
                && meanings.stream().allMatch(meant -> meant.part() == Prepared.WHOLE)) {
            names.closedPortal(name);
        }
    }
}
