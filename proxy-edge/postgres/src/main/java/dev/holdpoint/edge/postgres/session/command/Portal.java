package dev.holdpoint.edge.postgres.session.command;

import dev.holdpoint.edge.postgres.session.kept.Bound;
import dev.holdpoint.edge.postgres.session.kept.Prepared;
import dev.holdpoint.edge.postgres.session.kept.Resolved;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A bound statement: keeps the texts and parameters it was bound to, whatever is parsed later. */
public final class Portal {
    private static final int OWN_SIZE = 256;

    private final Resolved resolved;
    private final Set<Prepared> meanings;
    private final List<String> values;
    private final Bound.Content content;
    private final String under;
    private final boolean hasNames;
    private @Nullable PgFrame description;
    private boolean described;
    private boolean executing;
    private long judgedIn = -1;
    private long fetched;
    private @Nullable Running suspended;
    private @Nullable Running cleared;

    /**
     * @param under the surroundings in which the target read its parameters
     */
    public Portal(Resolved resolved, Set<Prepared> meanings, Bound bound, String under) {
        this.under = under;
        this.resolved = resolved;
        this.meanings = Set.copyOf(meanings);
        this.values = meanings.iterator().next().types().shown(resolved.shown(bound.values()));
        this.content = bound.content();
        this.hasNames = meanings.stream().anyMatch(Prepared::hasNames);
    }

    /** What it was bound to. */
    public Resolved resolved() {
        return resolved;
    }

    /** What the statement may stand for that it was bound to. */
    public Set<Prepared> meanings() {
        return meanings;
    }

    /** Whether names decide at every execution what it runs. */
    public boolean hasNames() {
        return hasNames;
    }

    /** Whether it was resolved in this turn: nothing can have changed since. */
    public boolean isJudgedIn(long turn) {
        return judgedIn == turn;
    }

    /** Sets the turn in which it was resolved. */
    public void judgedIn(long turn) {
        judgedIn = turn;
    }

    /** Its parameters, for people. */
    public List<String> values() {
        return values;
    }

    /** How many characters it takes to keep it. */
    public long size() {
        long size = OWN_SIZE;
        for (var value : values) {
            size += value.length();
        }
        return size;
    }

    /** The surroundings in which the target read what it runs. */
    public Set<String> under() {
        var all = new TreeSet<String>();
        all.add(under);
        for (var meaning : meanings) {
            all.add(meaning.reading());
        }
        return all;
    }

    /** The SHA-256 of formats and values. */
    public byte[] content() {
        return content.digest();
    }

    /** Whether the target was asked to describe it. */
    public boolean isDescribed() {
        return described;
    }

    /** Sets whether the target was asked to describe it. */
    public void describing(boolean asked) {
        described = asked;
    }

    /** Its RowDescription, if it is known and the portal has one. */
    public @Nullable PgFrame description() {
        return description;
    }

    /** Takes the target's RowDescription of it. */
    public void describedBy(PgFrame received) {
        description = received;
    }

    /** It is bound again: what the target said of it before may not hold. */
    public void bindAgain() {
        description = null;
        described = false;
    }

    /** Whether it is not known yet how its last Execute went. */
    public boolean isExecuting() {
        return executing;
    }

    /** Sets whether its last Execute is still to be answered. */
    public void executing(boolean now) {
        executing = now;
    }

    /** A command that was decided before it was bound, until it is executed. */
    public @Nullable Running cleared() {
        return cleared;
    }

    /** Sets the command that was decided before Bind; null once it is executed or dropped. */
    public void clear(@Nullable Running command) {
        cleared = command;
    }

    /** Whether what the target says while it binds must not pass. */
    public boolean hidesTexts() {
        return cleared != null && cleared.hidesTexts();
    }

    /** A command whose rows were only fetched in part; the next Execute continues it. */
    public @Nullable Running suspended() {
        return suspended;
    }

    /** What is fetched from now on belongs to another command than these rows. */
    void cutShort(long rows) {
        fetched += rows;
        suspended = null;
    }

    /** How many rows earlier commands fetched from it. */
    long fetched() {
        return fetched;
    }

    /** Sets the command whose rows were fetched in part (PortalSuspended); null once it is over. */
    public void suspend(@Nullable Running command) {
        suspended = command;
    }
}
