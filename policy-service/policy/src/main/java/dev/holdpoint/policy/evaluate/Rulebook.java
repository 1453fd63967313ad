package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.index.GrantIndex;
import dev.holdpoint.policy.index.SharedMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything a decision is made from, at one moment.
 *
 * @param revision null until one was activated
 * @param grants those neither revoked nor expired by an event; the clock may already say otherwise
 * @param number grows with every change
 * @param shadow what is asked beside the revision, and decides nothing; null if nothing is
 */
public record Rulebook(
        @Nullable Revision revision,
        SharedMap<TargetName, TargetSpec> targets,
        GrantIndex grants,
        long number,
        @Nullable Revision shadow) {
    public static final RevisionId NONE = new RevisionId("none");
    public static final Rulebook EMPTY = new Rulebook(null, Map.of(), Map.of(), 0);

    /** With targets and grants of any map. */
    public Rulebook(
            @Nullable Revision revision,
            Map<TargetName, TargetSpec> targets,
            Map<GrantId, GrantSpec> grants,
            long number,
            @Nullable Revision shadow) {
        this(revision, SharedMap.copyOf(targets), GrantIndex.copyOf(grants), number, shadow);
    }

    /** With nothing asked beside the revision. */
    public Rulebook(
            @Nullable Revision revision,
            Map<TargetName, TargetSpec> targets,
            Map<GrantId, GrantSpec> grants,
            long number) {
        this(revision, targets, grants, number, null);
    }

    public RevisionId revisionId() {
        return revision == null ? NONE : revision.id();
    }

    /** The same with more targets. */
    public Rulebook with(Map<TargetName, TargetSpec> more) {
        var all = targets;
        for (var one : more.entrySet()) {
            all = all.with(one.getKey(), one.getValue());
        }
        return new Rulebook(revision, all, grants, number, shadow);
    }

    /** The same, deciding nothing. */
    public Rulebook withoutRevision() {
        return new Rulebook(null, targets, grants, number);
    }
}
