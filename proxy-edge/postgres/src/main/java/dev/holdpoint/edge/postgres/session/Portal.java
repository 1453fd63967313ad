package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.postgres.session.SessionNames.Prepared;
import dev.holdpoint.edge.postgres.session.SessionNames.Resolved;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A bound statement: keeps the texts and parameters it was bound to, whatever is parsed later. */
final class Portal {
    private static final int OWN_SIZE = 256;

    private final Resolved resolved;
    private final Set<Prepared> meanings;
    private final List<String> values;
    private final Bound.Content content;
    private final String under;
    private @Nullable PgFrame description;
    private boolean described;
    private boolean executing;
    private @Nullable Running suspended;
    private @Nullable Running cleared;

    /**
     * @param under the surroundings in which the target read its parameters
     */
    Portal(Resolved resolved, Set<Prepared> meanings, Bound bound, String under) {
        this.under = under;
        this.resolved = resolved;
        this.meanings = Set.copyOf(meanings);
        this.values = meanings.iterator().next().types().shown(bound.values());
        this.content = bound.content();
    }

    Resolved resolved() {
        return resolved;
    }

    Set<Prepared> meanings() {
        return meanings;
    }

    List<String> values() {
        return values;
    }

    /** How many characters it takes to keep it. */
    long size() {
        return OWN_SIZE + values.stream().mapToLong(String::length).sum();
    }

    /** The surroundings in which the target read what it runs. */
    Set<String> under() {
        return Stream.concat(Stream.of(under), meanings.stream().map(Prepared::reading))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The SHA-256 of formats and values. */
    byte[] content() {
        return content.digest();
    }

    /** Whether the target was asked to describe it. */
    boolean isDescribed() {
        return described;
    }

    void describing(boolean asked) {
        described = asked;
    }

    /** Its RowDescription, if it is known and the portal has one. */
    @Nullable PgFrame description() {
        return description;
    }

    void describedBy(PgFrame received) {
        description = received;
    }

    /** Whether it is not known yet how its last Execute went. */
    boolean isExecuting() {
        return executing;
    }

    void executing(boolean now) {
        executing = now;
    }

    /** A command that was decided before it was bound, until it is executed. */
    @Nullable Running cleared() {
        return cleared;
    }

    void clear(@Nullable Running command) {
        cleared = command;
    }

    /** Whether what the target says while it binds must not pass. */
    boolean hidesTexts() {
        return cleared != null && cleared.hidesTexts();
    }

    /** A command whose rows were only fetched in part; the next Execute continues it. */
    @Nullable Running suspended() {
        return suspended;
    }

    void suspend(@Nullable Running command) {
        suspended = command;
    }
}
