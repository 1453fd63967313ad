package dev.holdpoint.policy.revision;

import dev.holdpoint.eventlog.store.Addition;
import dev.holdpoint.eventlog.store.ConcurrentAppend;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.Actor;
import dev.holdpoint.policy.evaluate.Rulebook;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one way by which policies, grants and targets change: decided by all that is known, appended
 * in one transaction, and decided again if another instance was faster. So nobody ever sees one
 * part of a change without the others.
 */
public final class Changes {
    private static final int ATTEMPTS = 10;

    private final EventStore store;
    private final StoreFollower follower;
    private final Seals seals;
    private Future<Appended> last = Future.succeededFuture();

    Changes(EventStore store, StoreFollower follower, Seals seals) {
        this.store = store;
        this.follower = follower;
        this.seals = seals;
    }

    /**
     * Everything there is, at one moment.
     *
     * @param rulebook what decides by it
     * @param seal what the next seal of grants and targets follows upon
     */
    public record Known(
            Revisions revisions, Register register, Rulebook rulebook, RegisterChain.Head seal) {}

    /**
     * What was appended.
     *
     * @param known what was known before
     * @param at null if nothing was
     */
    public record Appended(Known known, List<Addition> additions, @Nullable Instant at) {
        public Appended {
            additions = List.copyOf(additions);
        }
    }

    /** Everything there is by now. */
    Future<Known> look() {
        return follower.catchUp().map(_ -> follower.known());
    }

    /**
     * Appends what follows from what is known, one change after the other; once it completes, what
     * was appended decides here.
     *
     * @return fails with what {@code decider} threw, with {@link ConcurrentAppend} when ten
     *     attempts were overtaken, with {@link RevisionRefused} while nobody vouches for what is
     *     there
     */
    public Future<Appended> run(
            Actor actor, @Nullable String traceparent, Function<Known, List<Addition>> decider) {
        return queued(actor, traceparent, known -> sealed(known, actor, decider));
    }

    /** Vouches for grants and targets from before there were seals, as they are now. */
    Future<Appended> vouch(Actor actor) {
        return queued(
                actor,
                null,
                known -> {
                    requireOwn(known);
                    return RegisterChain.vouching(known.seal(), seals, actor);
                });
    }

    private static void requireOwn(Known known) {
        if (known.revisions().estranged()) {
            throw new RevisionRefused.StrangeKey();
        }
    }

    private List<Addition> sealed(
            Known known, Actor actor, Function<Known, List<Addition>> decider) {
        requireOwn(known);
        if (known.seal().awaited()) {
            throw new RevisionRefused.Unvouched();
        }
        return RegisterChain.sealed(known.seal(), seals, decider.apply(known), actor);
    }

    private synchronized Future<Appended> queued(
            Actor actor, @Nullable String traceparent, Function<Known, List<Addition>> decider) {
        last = last.transform(_ -> attempt(actor, traceparent, decider, ATTEMPTS));
        return last;
    }

    private Future<Appended> attempt(
            Actor actor,
            @Nullable String traceparent,
            Function<Known, List<Addition>> decider,
            int left) {
        return look().compose(known -> append(known, actor, traceparent, decider.apply(known)))
                .recover(
                        failure ->
                                failure instanceof ConcurrentAppend && left > 1
                                        ? attempt(actor, traceparent, decider, left - 1)
                                        : Future.failedFuture(failure));
    }

    private Future<Appended> append(
            Known known, Actor actor, @Nullable String traceparent, List<Addition> additions) {
        return additions.isEmpty()
                ? Future.succeededFuture(new Appended(known, additions, null))
                : store.appendTogether(
                                EventStore.ALL,
                                known.revisions().sequence(),
                                actor,
                                traceparent,
                                additions)
                        .compose(at -> look().map(_ -> new Appended(known, additions, at)));
    }
}
