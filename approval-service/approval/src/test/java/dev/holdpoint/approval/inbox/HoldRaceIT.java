package dev.holdpoint.approval.inbox;

import static dev.holdpoint.approval.hold.Holds.BEA;
import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.CAROL;
import static dev.holdpoint.approval.hold.Holds.COMMAND;
import static dev.holdpoint.approval.hold.Holds.DIGEST;
import static dev.holdpoint.approval.hold.Holds.ERIN;
import static dev.holdpoint.approval.hold.Holds.EXPIRY;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static dev.holdpoint.approval.hold.Holds.OTHER_DIGEST;
import static dev.holdpoint.approval.hold.Holds.SESSION;
import static dev.holdpoint.approval.inbox.SharedStore.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.hold.ActionRefused;
import dev.holdpoint.approval.hold.HoldAction;
import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldAction.BreakGlass;
import dev.holdpoint.approval.hold.HoldAction.Claim;
import dev.holdpoint.approval.hold.HoldAction.Deny;
import dev.holdpoint.approval.hold.HoldAction.Expire;
import dev.holdpoint.approval.hold.HoldAction.Place;
import dev.holdpoint.approval.hold.HoldAction.Retract;
import dev.holdpoint.approval.hold.HoldAction.Withdraw;
import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.approval.inbox.HoldModel.Answer;
import dev.holdpoint.approval.inbox.HoldModel.Seen;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.RefusalCode;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Votes, broken glass, time, cancels and claims at once, on a real store; a plain model judges the
 * outcome.
 */
class HoldRaceIT {
    private static final int INTERLEAVINGS = Integer.getInteger("holdpoint.race.rounds", 5_000);
    private static final long SEED = Long.getLong("holdpoint.race.seed", 20261121);
    private static final int CLAIM_RACES = Math.max(1_000, INTERLEAVINGS / 20);

    /** In one of so many interleavings every connection to the store breaks. */
    private static final int KILLS = 25;

    private static final Actor SOMEBODY = Actor.service("approval-service");

    private static SharedStore store;
    private static List<HoldDesk> desks;

    @BeforeAll
    static void open() throws Exception {
        store = new SharedStore(InstantSource.system());
        desks = store.pools().stream().map(store::desk).toList();
    }

    @AfterAll
    static void close() throws Exception {
        store.close();
    }

    @Test
    void of_sixteen_claims_at_once_exactly_one_wins() throws Exception {
        for (int race = 0; race < CLAIM_RACES; race++) {
            var hold = placed(1);
            get(run(0, hold, new Approve(BOB, "agreed", NOON)));

            var claims =
                    IntStream.range(0, 16)
                            .mapToObj(edge -> run(edge, hold, claim("edge-" + edge)))
                            .toList();
            get(Future.join(claims).otherwiseEmpty());

            var winners = claims.stream().filter(Future::succeeded).toList();
            assertThat(winners).hasSize(1);
            assertThat(store.events(hold)).filteredOn(HoldClaimed.class::isInstance).hasSize(1);
            assertThat(claims)
                    .filteredOn(Future::failed)
                    .allMatch(lost -> lost.cause() instanceof ActionRefused);
        }
    }

    @Test
    void whatever_happens_at_once_the_outcome_is_one_the_model_allows() throws Exception {
        var random = new Random(SEED);
        for (int i = 0; i < INTERLEAVINGS; i++) {
            int votes = 1 + i % 2;
            boolean kills = i % KILLS == 0;
            var hold = placed(votes);
            var actions = actions(random);
            var answers = start(hold, actions);
            if (kills) {
                store.breakConnections();
            }
            get(Future.join(answers).otherwiseEmpty());
            if (kills) {
                store.awaitConnections();
            }

            var seen = seen(actions, answers, kills);
            var stream = kinds(store.events(hold));
            assertThat(HoldModel.explains(votes, seen, stream))
                    .as("interleaving %s: %s gave %s", i, seen, stream)
                    .isTrue();
        }
    }

    private static List<Future<List<HoldEvent>>> start(HoldId hold, List<HoldAction> actions) {
        return IntStream.range(0, actions.size())
                .mapToObj(n -> run(n, hold, actions.get(n)))
                .toList();
    }

    private static List<Seen> seen(
            List<HoldAction> actions, List<Future<List<HoldEvent>>> answers, boolean killed) {
        return IntStream.range(0, actions.size())
                .mapToObj(n -> new Seen(actions.get(n), answer(answers.get(n), killed)))
                .toList();
    }

    private static Answer answer(Future<List<HoldEvent>> answer, boolean killed) {
        if (answer.succeeded()) {
            return new Answer.Events(kinds(answer.result()));
        }
        if (answer.cause() instanceof ActionRefused) {
            return new Answer.Refused();
        }
        assertThat(killed).as("nothing else fails: %s", answer.cause()).isTrue();
        return new Answer.Unknown();
    }

    private static List<String> kinds(List<HoldEvent> events) {
        return events.stream().map(event -> event.getClass().getSimpleName()).toList();
    }

    /** Up to six, the last of them now and then the first one played again. */
    private static List<HoldAction> actions(Random random) {
        var actions =
                IntStream.range(0, 2 + random.nextInt(4)).mapToObj(_ -> action(random)).toList();
        return random.nextInt(3) == 0
                ? Stream.concat(actions.stream(), Stream.of(actions.getFirst())).toList()
                : actions;
    }

    private static HoldAction action(Random random) {
        return switch (random.nextInt(12)) {
            case 0, 1 -> new Approve(BOB, "agreed", NOON);
            case 2 -> new Approve(BEA, "agreed", NOON);
            case 3 -> new Deny(BEA, "no", NOON);
            case 4 -> new Expire(random.nextBoolean() ? NOON : EXPIRY);
            case 5 ->
                    random.nextBoolean()
                            ? new Withdraw(RefusalCode.CLIENT_CANCELLED, "cancelled")
                            : new Withdraw(RefusalCode.CLIENT_GONE, "disconnected");
            case 6 ->
                    new Claim(
                            SESSION,
                            COMMAND,
                            OTHER_DIGEST,
                            "thief",
                            NOON,
                            Holds.lookedUp(Map.of()));
            case 7 -> new Retract(random.nextBoolean() ? BOB : BEA, "no more", NOON);
            case 8 -> new BreakGlass(random.nextBoolean() ? CAROL : ERIN, "it is down", NOON);
            default -> claim("edge-" + random.nextInt(3));
        };
    }

    private static Claim claim(String edge) {
        return new Claim(SESSION, COMMAND, DIGEST, edge, NOON, Holds.lookedUp(Map.of()));
    }

    private static HoldId placed(int votes) throws Exception {
        var hold = new HoldId(store.freshId());
        get(run(0, hold, new Place(Holds.placed(hold, Holds.AGENT, terms(votes)))));
        return hold;
    }

    private static HoldTerms terms(int votes) {
        return EdgeLog.terms(900, votes).breakableBy(List.of("security", "engineers"));
    }

    private static Future<List<HoldEvent>> run(int n, HoldId hold, HoldAction action) {
        return desks.get(n % desks.size())
                .run(hold, SOMEBODY, null, action)
                .map(decided -> decided.events());
    }
}
