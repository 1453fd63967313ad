package dev.holdpoint.policy.revision;

import dev.holdpoint.eventlog.store.Addition;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.PolicyEvent;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.revision.PolicyDecider.Action;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where revisions are published and activated. What an action leads to is decided by all revisions
 * there are and appended at once, or decided again if another instance was faster.
 */
public final class PolicyDesk {
    private static final Actor SELF = Actor.service("policy-service");

    private final Changes changes;
    private final StoreFollower follower;
    private final Seals seals;
    private final boolean fourEyes;
    private volatile @Nullable Proposal proposal;

    /**
     * @param fourEyes whether a revision is activated by another person than published it
     */
    public PolicyDesk(EventStore store, StoreFollower follower, Seals seals, boolean fourEyes) {
        this.changes = new Changes(store, follower, seals);
        this.follower = follower;
        this.seals = seals;
        this.fourEyes = fourEyes;
    }

    /**
     * Which revision is to decide.
     *
     * @param expected the one that is to be active until then, {@code none} for no one
     * @param directory the name of what a directory has of grants and targets besides, which is to
     *     be so from then on; null for nothing
     */
    public record Order(RevisionId revision, RevisionId expected, @Nullable Digest directory) {
        /** Of a revision alone. */
        public Order(RevisionId revision, RevisionId expected) {
            this(revision, expected, null);
        }
    }

    /** Whether nobody gives rights alone. */
    public boolean fourEyes() {
        return fourEyes;
    }

    /** Takes note of what a directory has; with four eyes it waits for a second person. */
    public void propose(Proposal of) {
        proposal = of;
    }

    /** What waits for a second person, and what would be changed by it; empty if nothing is. */
    public Optional<Proposal.Waiting> waiting() {
        return Optional.ofNullable(proposal)
                .filter(_ -> fourEyes)
                .flatMap(proposed -> proposed.waiting(follower.known()));
    }

    /** How grants and targets change, too. */
    public Changes changes() {
        return changes;
    }

    /** Every revision there is by now. */
    public Future<Revisions> look() {
        return follower.catchUp().map(_ -> follower.revisions());
    }

    /** Every revision there was when somebody last looked. */
    public Revisions seen() {
        return follower.revisions();
    }

    /** Targets that are not from documents. */
    public Set<TargetName> targetsOfRest() {
        return follower.known().register().targetsOfRest();
    }

    /** Why nothing is decided nor published here, if it cannot be told what is good. */
    public Optional<String> estrangement() {
        if (seen().estranged()) {
            return Optional.of(RevisionRefused.StrangeKey.REASON);
        }
        return follower.known().seal().awaited()
                ? Optional.of(RevisionRefused.Unvouched.REASON)
                : Optional.empty();
    }

    /** Vouches for grants and targets of a version that did not sign them; says how many. */
    public Future<Integer> vouch() {
        return changes.vouch(SELF).map(done -> done.known().seal().unvouched().size());
    }

    /** The last event of a revision that counted for nothing, and why. */
    public Optional<String> doubt() {
        return follower.doubt();
    }

    /** Of the active revision and the one that is tried those that cannot be read, and why. */
    public Map<RevisionId, String> unreadable() {
        return follower.unreadable();
    }

    /** Why what was published last does not decide yet, if it does not. */
    public Optional<String> failure() {
        return follower.failure();
    }

    /** Publishes documents that were checked; the same documents are one revision. */
    public Future<Revisions> publish(
            PolicyDraft draft, Principal by, @Nullable String traceparent) {
        return run(
                Actor.of(by.id()),
                traceparent,
                new Action.Publish(draft.revision(), draft.sources(), by));
    }

    /**
     * Has a revision decide in the place of {@code expected}.
     *
     * @return fails with {@link RevisionRefused} if it may not, or another one decides by now
     */
    public Future<Revisions> activate(Order order, Principal by, @Nullable String traceparent) {
        var actor = Actor.of(by.id());
        var action = new Action.Activate(order.revision(), order.expected(), by, fourEyes);
        return run(
                actor,
                traceparent,
                known ->
                        Stream.concat(
                                        additions(known.revisions(), action, actor).stream(),
                                        ordered(order, known).stream())
                                .toList());
    }

    private List<Addition> ordered(Order order, Changes.Known known) {
        var proposed = fourEyes ? proposal : null;
        var now = known.revisions();
        if (fourEyes && isOfDirectory(order, now) && !isAtHand(proposed, order)) {
            throw new RevisionRefused.Apart("what this instance has not read of that directory");
        }
        if (proposed != null) {
            return proposed.ordered(order, known);
        }
        if (order.directory() != null) {
            throw new RevisionRefused.Apart("nothing");
        }
        return List.of();
    }

    /** What a directory published last and never decided may have more that waits with it. */
    private static boolean isOfDirectory(Order order, Revisions now) {
        return order.revision().equals(now.filed()) && !Proposal.hasDecided(order.revision(), now);
    }

    private static boolean isAtHand(@Nullable Proposal proposed, Order order) {
        return proposed != null && proposed.revision().equals(order.revision());
    }

    /** Has a revision asked beside the active one, in the place of any other; null for none. */
    public Future<Revisions> shadow(
            @Nullable RevisionId revision, Principal by, @Nullable String traceparent) {
        return run(Actor.of(by.id()), traceparent, new Action.Try(revision, by));
    }

    /**
     * Takes note of what the directory has.
     *
     * @param besides what it changes of grants and targets, in the same transaction
     */
    public Future<Revisions> keep(PolicyDraft draft, Function<Register, List<Addition>> besides) {
        var action = new Action.Keep(draft.revision(), draft.sources(), fourEyes);
        return run(
                SELF,
                null,
                known ->
                        Stream.concat(
                                        additions(known.revisions(), action, SELF).stream(),
                                        besides.apply(known.register()).stream())
                                .toList());
    }

    private Future<Revisions> run(Actor actor, @Nullable String traceparent, Action action) {
        return run(actor, traceparent, known -> additions(known.revisions(), action, actor));
    }

    private Future<Revisions> run(
            Actor actor,
            @Nullable String traceparent,
            Function<Changes.Known, List<Addition>> decider) {
        return changes.run(actor, traceparent, decider).map(_ -> follower.revisions());
    }

    private List<Addition> additions(Revisions now, Action action, Actor actor) {
        Map<StreamId, List<PolicyEvent>> streams = new LinkedHashMap<>();
        for (var event : PolicyDecider.decide(now, action)) {
            streams.computeIfAbsent(PolicyDecider.stream(event.revision()), _ -> new ArrayList<>())
                    .add(seals.sign(event, actor));
        }
        return streams.entrySet().stream()
                .map(stream -> new Addition(stream.getKey(), stream.getValue()))
                .toList();
    }
}
