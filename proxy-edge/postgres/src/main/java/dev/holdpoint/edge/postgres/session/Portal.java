package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.postgres.mask.MaskPlan;
import dev.holdpoint.edge.postgres.session.SessionNames.Prepared;
import dev.holdpoint.edge.postgres.session.SessionNames.Resolved;
import dev.holdpoint.edge.postgres.wire.RowDescription;
import dev.holdpoint.events.CommandId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A bound statement: keeps the texts and parameters it was bound to, whatever is parsed later. */
final class Portal {
    private final Resolved resolved;
    private final Set<Prepared> meanings;
    private final List<String> values;
    private final byte[] content;
    private Optional<RowDescription> description = Optional.empty();
    private @Nullable Suspended suspended;

    Portal(Resolved resolved, Set<Prepared> meanings, Bound bound) {
        this.resolved = resolved;
        this.meanings = Set.copyOf(meanings);
        this.values = bound.values();
        this.content = bound.content().bytes();
    }

    /** A command whose rows were only fetched in part; the next Execute continues it. */
    record Suspended(CommandId command, MaskPlan plan, long rows) {}

    Resolved resolved() {
        return resolved;
    }

    Set<Prepared> meanings() {
        return meanings;
    }

    List<String> values() {
        return values;
    }

    byte[] content() {
        return content.clone();
    }

    Optional<RowDescription> description() {
        return description;
    }

    void describe(Optional<RowDescription> received) {
        description = received;
    }

    Optional<Suspended> suspended() {
        return Optional.ofNullable(suspended);
    }

    void suspend(@Nullable Suspended command) {
        suspended = command;
    }
}
