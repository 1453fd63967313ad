package dev.holdpoint.policy.revision;

import dev.holdpoint.eventlog.store.Addition;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.revision.Changes.Known;
import dev.holdpoint.policy.revision.PolicyDesk.Order;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a directory has, whose targets and wider grants wait for a second person. They are activated
 * with its policies, or, where these have decided before, with whichever do now.
 *
 * @param name the digest of all of it
 * @param revision its policies
 * @param differing what is not so yet of grants and targets
 */
public record Proposal(
        Digest name, RevisionId revision, Function<Register, List<Addition>> differing) {
    /**
     * What of it waits.
     *
     * @param revision the one to activate it with
     */
    public record Waiting(Digest name, RevisionId revision, List<Addition> changes) {
        public Waiting {
            changes = List.copyOf(changes);
        }
    }

    /** What of it waits; empty if nothing does. */
    Optional<Waiting> waiting(Known known) {
        var changes = differing.apply(known.register());
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Waiting(name, companion(known.revisions()), changes));
    }

    /**
     * What an order changes of grants and targets: all that waits, if that is what it names.
     *
     * @throws RevisionRefused.Apart if it names something else, or leaves out what belongs together
     */
    List<Addition> ordered(Order order, Known known) {
        var changes = differing.apply(known.register());
        boolean own = order.revision().equals(revision);
        if (order.directory() == null) {
            if (own && !changes.isEmpty() && !hasDecided(known.revisions())) {
                throw new RevisionRefused.Apart("directory " + name);
            }
            return List.of();
        }
        boolean fits = own || order.revision().equals(companion(known.revisions()));
        if (!fits || !order.directory().equals(name)) {
            throw new RevisionRefused.Apart("directory " + name);
        }
        return changes;
    }

    private RevisionId companion(Revisions now) {
        return hasDecided(now) && now.active() != null ? now.current() : revision;
    }

    private boolean hasDecided(Revisions now) {
        return hasDecided(revision, now);
    }

    /** Whether a revision decided before, or nobody knows it. */
    static boolean hasDecided(RevisionId revision, Revisions now) {
        return now.decided().contains(revision) || now.find(revision).isEmpty();
    }
}
