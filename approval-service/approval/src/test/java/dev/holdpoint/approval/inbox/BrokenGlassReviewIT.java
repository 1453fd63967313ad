package dev.holdpoint.approval.inbox;

import static dev.holdpoint.approval.hold.Holds.AGENT;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static dev.holdpoint.approval.hold.Holds.person;
import static dev.holdpoint.approval.inbox.SharedStore.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.delegation.DelegationAction.Revoke;
import dev.holdpoint.approval.hold.ActionRefused.BrokenSince;
import dev.holdpoint.approval.hold.ActionRefused.NeverReleased;
import dev.holdpoint.approval.hold.ActionRefused.OwnApproval;
import dev.holdpoint.approval.hold.HoldAction.BreakGlass;
import dev.holdpoint.approval.hold.HoldAction.Judge;
import dev.holdpoint.approval.hold.HoldAction.Place;
import dev.holdpoint.approval.hold.HoldAction.StandIns;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.DelegationEvent.DelegationGiven;
import dev.holdpoint.events.DelegationId;
import dev.holdpoint.events.HoldEvent.HoldJudged;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.Judgement;
import dev.holdpoint.events.Principal;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who has been a delegate reviews no broken glass, on a real store, at another instance. */
class BrokenGlassReviewIT {
    private static final AtomicReference<Instant> NOW = new AtomicReference<>(NOON);
    private static final Instant YESTERDAY = NOON.minus(Duration.ofDays(1));
    private static SharedStore store;
    private static HoldDesk desk;
    private static DelegationDesk delegations;
    private static JudgementDesk judgements;

    @BeforeAll
    static void open() throws Exception {
        store = new SharedStore(NOW::get);
        var last = store.pools().getLast();
        desk = store.desk(store.pools().getFirst());
        delegations = store.delegations(store.pools().getFirst());
        judgements = new JudgementDesk(store.desk(last), store.voters(last), NOW::get);
    }

    @AfterAll
    static void close() throws Exception {
        store.close();
    }

    @Test
    void who_handed_the_delegation_back_since_the_hold_was_placed_does_not_judge()
            throws Exception {
        var dan = person("dan", "on-call");
        var erin = person("erin", "security");
        var delegation = given(dan, erin, NOON);
        var hold = placed();
        get(breaking(hold, dan));
        NOW.set(NOON.plusSeconds(30));
        revoked(erin, dan, delegation);
        NOW.set(NOON.plusSeconds(60));

        assertThat(refusal(judging(hold, erin))).isInstanceOf(OwnApproval.class);
        get(judging(hold, person("carol", "security")));
        NOW.set(NOON);
    }

    @Test
    void what_was_over_before_the_hold_was_placed_or_begins_later_is_no_matter() throws Exception {
        var dora = person("dora", "on-call");
        var fay = person("fay", "security");
        var gil = person("gil", "security");
        NOW.set(YESTERDAY);
        var before = given(dora, fay, YESTERDAY);
        revoked(fay, dora, before);
        NOW.set(NOON);
        given(dora, gil, NOON.plusSeconds(600));
        var hold = placed();
        get(breaking(hold, dora));

        get(judging(hold, fay));
        get(judging(hold, gil));
        NOW.set(NOON.plusSeconds(600));
        assertThat(refusal(judging(hold, gil))).isInstanceOf(OwnApproval.class);
        NOW.set(NOON);
    }

    @Test
    void who_was_looked_up_before_the_glass_was_broken_is_looked_up_again() throws Exception {
        var hal = person("hal", "on-call");
        var ida = person("ida", "security");
        given(hal, ida, NOON);
        var hold = placed();
        var open = get(desk.look(hold));
        get(breaking(hold, hal));

        assertThat(refusal(judgements.judged(hold, open, judgement(ida), null)))
                .isInstanceOf(BrokenSince.class);
        for (int i = 0; i < 30; i++) {
            var raced = placed();
            var broken = breaking(raced, hal);
            var judged = judging(raced, ida);
            get(broken);
            assertThat(refusal(judged)).isInstanceOfAny(OwnApproval.class, NeverReleased.class);
            assertThat(store.events(raced)).noneMatch(HoldJudged.class::isInstance);
        }
    }

    private static DelegationId given(Principal delegator, Principal delegate, Instant from)
            throws Exception {
        var memberships = store.memberships(store.pools().getFirst());
        get(memberships.note(delegator, NOW.get()));
        get(memberships.note(delegate, NOW.get()));
        var given =
                new DelegationGiven(
                        new DelegationId(store.freshId()),
                        delegator.id(),
                        delegate.id(),
                        List.of("on-call"),
                        from,
                        NOON.plus(Duration.ofDays(2)),
                        "");
        get(delegations.give(delegator, given, null, NOW.get()));
        return given.delegation();
    }

    private static void revoked(Principal by, Principal delegator, DelegationId delegation)
            throws Exception {
        get(
                delegations.revoke(
                        delegator.id(), new Revoke(by, false, delegation, "", NOW.get()), null));
    }

    private static HoldId placed() throws Exception {
        var hold = new HoldId(store.freshId());
        var terms = EdgeLog.terms(900).breakableBy(List.of("on-call"));
        var place = new Place(Holds.placed(hold, AGENT, terms));
        get(desk.run(hold, Actor.service("approval-service"), null, place));
        return hold;
    }

    private static Future<?> breaking(HoldId hold, Principal who) {
        return desk.run(hold, Actor.of(who.id()), null, new BreakGlass(who, "it is down", NOON));
    }

    private static Future<Placed> judging(HoldId hold, Principal who) {
        return judgements.judge(hold, judgement(who), null);
    }

    private static Function<StandIns, Judge> judgement(Principal who) {
        return standIns -> new Judge(who, Judgement.GOOD, "it was down", standIns);
    }

    private static Throwable refusal(Future<?> refused) throws Exception {
        get(refused.otherwiseEmpty());
        return refused.cause();
    }
}
