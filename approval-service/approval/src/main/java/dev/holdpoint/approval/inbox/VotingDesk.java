package dev.holdpoint.approval.inbox;

import static java.lang.System.Logger.Level.WARNING;

import dev.holdpoint.approval.hold.ActionRefused;
import dev.holdpoint.approval.hold.ActionRefused.NotAlike;
import dev.holdpoint.approval.hold.FollowingUp;
import dev.holdpoint.approval.hold.HoldAction;
import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldDecider;
import dev.holdpoint.approval.hold.HoldState;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.approval.hold.People;
import dev.holdpoint.approval.hold.Voter;
import dev.holdpoint.eventlog.store.Decided;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.HoldId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Casts votes, on a hold and on others that ask for the very same. Each keeps its own stream and is
 * claimed by its own command; a vote is for those it names and for none that came later.
 */
public final class VotingDesk {
    /** Nobody reads a hold and answers in less. */
    static final Duration QUICK = Duration.ofSeconds(2);

    private static final System.Logger LOG = System.getLogger(VotingDesk.class.getName());

    private final HoldDesk desk;
    private final PersonLimit pace;
    private final People people;
    private final HoldDecider decider;

    public VotingDesk(HoldDesk desk, PersonLimit pace, People people) {
        this.desk = desk;
        this.pace = pace;
        this.people = people;
        this.decider = new HoldDecider(people);
    }

    /**
     * What somebody casts.
     *
     * @param alike others that the vote is for, too
     * @param onAlike the action on those
     */
    public record Cast(
            HoldId hold,
            Function<Voter, HoldAction> action,
            List<HoldId> alike,
            Function<Voter, HoldAction> onAlike) {
        public Cast {
            alike = List.copyOf(alike);
        }
    }

    /** What became of a vote: on its hold, and on each of the others. */
    public record Voted(HoldState state, List<Followed> followed) {
        public Voted {
            followed = List.copyOf(followed);
        }
    }

    /**
     * What became of another hold.
     *
     * @param refused why the vote does not count there; null if it does
     */
    public record Followed(HoldId hold, Placed state, @Nullable ActionRefused refused) {}

    /** Votes on none of them if one is not like the first, or if the first does not admit it. */
    public Future<Voted> cast(Placed first, Voter voter, Cast cast, @Nullable String traceparent) {
        var actor = Actor.of(voter.principal().id());
        var action = cast.action().apply(voter);
        return alike(first, cast.alike())
                .compose(others -> paced(first, action).map(others))
                .compose(
                        others ->
                                desk.run(cast.hold(), actor, traceparent, action)
                                        .onSuccess(decided -> warnIfQuick(first, action, decided))
                                        .compose(
                                                decided ->
                                                        follow(
                                                                        others,
                                                                        actor,
                                                                        traceparent,
                                                                        cast.onAlike().apply(voter))
                                                                .map(
                                                                        followed ->
                                                                                new Voted(
                                                                                        decided
                                                                                                .state(),
                                                                                        followed))));
    }

    /**
     * Of holds that are alike there is one to read. What the first does not admit, and what is no
     * news there, is not counted.
     */
    private Future<Void> paced(Placed first, HoldAction action) {
        return action instanceof Approve approve && !decider.decide(first, action).isEmpty()
                ? pace.note(
                        people.person(approve.voter().principal().id()),
                        first.ballot().placed().hold())
                : Future.succeededFuture();
    }

    private static void warnIfQuick(Placed first, HoldAction action, Decided<?, ?> decided) {
        var placed = first.ballot().placed();
        if (action instanceof Approve approve
                && !decided.events().isEmpty()
                && approve.at().isBefore(FollowingUp.heldAt(placed).plus(QUICK))) {
            LOG.log(
                    WARNING,
                    "approved unread: hold={0} by={1} within={2}",
                    placed.hold(),
                    approve.voter().principal().id(),
                    QUICK);
        }
    }

    private Future<List<Placed>> alike(Placed first, List<HoldId> others) {
        var kind = Alikeness.key(first.ballot().placed());
        var looked = others.stream().map(desk::look).toList();
        return Future.all(looked)
                .map(
                        all ->
                                all.<HoldState>list().stream()
                                        .map(state -> requireAlike(state, kind))
                                        .toList());
    }

    private static Placed requireAlike(HoldState state, String kind) {
        if (state instanceof Placed placed
                && Alikeness.key(placed.ballot().placed()).equals(kind)) {
            return placed;
        }
        throw new NotAlike();
    }

    private Future<List<Followed>> follow(
            List<Placed> others, Actor actor, @Nullable String traceparent, HoldAction action) {
        var followed = new ArrayList<Followed>();
        Future<Void> done = Future.succeededFuture();
        for (var other : others) {
            done =
                    done.compose(_ -> follow(other, actor, traceparent, action))
                            .map(
                                    one -> {
                                        followed.add(one);
                                        return null;
                                    });
        }
        return done.map(followed);
    }

    private Future<Followed> follow(
            Placed other, Actor actor, @Nullable String traceparent, HoldAction action) {
        var hold = other.ballot().placed().hold();
        return desk.run(hold, actor, traceparent, action)
                .map(decided -> new Followed(hold, (Placed) decided.state(), null))
                .recover(
                        failure ->
                                failure instanceof ActionRefused refused
                                        ? Future.succeededFuture(new Followed(hold, other, refused))
                                        : Future.failedFuture(failure));
    }
}
