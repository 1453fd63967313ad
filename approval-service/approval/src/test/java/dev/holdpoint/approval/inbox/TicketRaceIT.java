package dev.holdpoint.approval.inbox;

import static dev.holdpoint.approval.hold.Holds.AGENT;
import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static dev.holdpoint.approval.hold.Holds.OTHER_DIGEST;
import static dev.holdpoint.approval.inbox.SharedStore.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.approval.contract.TicketAnswer;
import dev.holdpoint.approval.contract.TicketAnswer.None;
import dev.holdpoint.approval.contract.TicketAnswer.Open;
import dev.holdpoint.approval.contract.TicketAnswer.Taken;
import dev.holdpoint.approval.contract.TicketQuery;
import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldAction.Place;
import dev.holdpoint.approval.hold.HoldAction.Withdraw;
import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.TargetName;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many sessions want one ticket at once, at two instances on one real store. */
class TicketRaceIT {
    private static final int RACES = 150;
    private static final int TAKERS = 16;
    private static final Actor SOMEBODY = Actor.service("approval-service");
    private static final InstantSource CLOCK = () -> NOON.plusSeconds(60);

    private static SharedStore store;
    private static Tickets tickets;
    private static HoldDesk desk;
    private static List<TicketDesk> instances;

    private Digest digest;

    @BeforeAll
    static void open() throws Exception {
        store = new SharedStore(CLOCK);
        var first = store.pools().getFirst();
        tickets = new Tickets(first, SharedStore.SCHEMA);
        get(tickets.createTables());
        desk = store.desk(first);
        instances =
                store.pools().stream()
                        .map(
                                pool ->
                                        new TicketDesk(
                                                store.claims(pool),
                                                new Tickets(pool, SharedStore.SCHEMA)))
                        .toList();
    }

    @BeforeEach
    void otherwiseUnused() {
        digest = new Digest("sha256:" + store.freshId().replace("-", "").repeat(2));
    }

    @AfterAll
    static void close() throws Exception {
        store.close();
    }

    @Test
    void of_sixteen_sessions_at_once_exactly_one_gets_the_ticket() throws Exception {
        for (int race = 0; race < RACES; race++) {
            otherwiseUnused();
            var hold = placed(digest);
            release(hold);

            var answers = IntStream.range(0, TAKERS).mapToObj(n -> claimTicket(n, digest)).toList();
            get(Future.all(answers));

            assertThat(answers)
                    .filteredOn(answer -> answer.result() instanceof Taken)
                    .singleElement()
                    .satisfies(
                            taken -> assertThat(((Taken) taken.result()).hold()).isEqualTo(hold));
            assertThat(answers)
                    .filteredOn(answer -> answer.result() instanceof None)
                    .hasSize(TAKERS - 1);
            assertThat(claims(hold)).isEqualTo(1);
        }
    }

    @Test
    void two_tickets_for_the_same_command_let_it_run_twice_and_no_more() throws Exception {
        release(placed(digest));
        release(placed(digest));

        var answers = IntStream.range(0, TAKERS).mapToObj(n -> claimTicket(n, digest)).toList();
        get(Future.all(answers));

        assertThat(answers)
                .extracting(Future::result)
                .filteredOn(Taken.class::isInstance)
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_ticket_races_with_its_release_and_its_withdrawal_and_runs_at_most_once()
            throws Exception {
        for (int race = 0; race < RACES; race++) {
            otherwiseUnused();
            var hold = placed(digest);
            var taking = List.of(claimTicket(0, digest), claimTicket(1, digest));
            var released = desk.run(hold, SOMEBODY, null, new Approve(BOB, "agreed", NOON));
            var withdrawn =
                    desk.run(
                            hold,
                            SOMEBODY,
                            null,
                            new Withdraw(RefusalCode.CLIENT_CANCELLED, "cancelled"));
            var later = List.of(claimTicket(0, digest), claimTicket(1, digest));
            get(Future.join(released, withdrawn).otherwiseEmpty());
            get(Future.all(taking));
            get(Future.all(later));

            var taken =
                    List.of(taking, later).stream()
                            .flatMap(List::stream)
                            .filter(answer -> answer.result() instanceof Taken)
                            .count();
            assertThat(claims(hold)).isEqualTo(taken).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void a_ticket_people_are_asked_about_is_open_and_another_command_has_none() throws Exception {
        var hold = placed(digest);

        assertThat(get(claimTicket(0, digest))).isEqualTo(new Open(hold, Holds.EXPIRY, 600));
        assertThat(get(claimTicket(0, OTHER_DIGEST))).isEqualTo(new None());
    }

    private static HoldId placed(Digest digest) throws Exception {
        var hold = new HoldId(store.freshId());
        var sample = Holds.placed(hold, AGENT, Holds.ticket(new QuorumPart("dba", 1)));
        var placed = Holds.with(sample, digest);
        get(desk.run(hold, SOMEBODY, null, new Place(placed)));
        get(tickets.add(placed, NOON));
        return hold;
    }

    private static void release(HoldId hold) throws Exception {
        get(desk.run(hold, SOMEBODY, null, new Approve(BOB, "agreed", NOON)));
    }

    private static Future<TicketAnswer> claimTicket(int taker, Digest digest) {
        return instances
                .get(taker % instances.size())
                .claimTicket(
                        new TicketQuery(
                                AGENT.id(),
                                AGENT.onBehalfOf(),
                                new TargetName("payments"),
                                digest,
                                new SessionId("s-" + taker),
                                new CommandId("c-" + taker),
                                "edge-" + taker));
    }

    private static long claims(HoldId hold) throws Exception {
        return store.events(hold).stream().filter(HoldClaimed.class::isInstance).count();
    }
}
