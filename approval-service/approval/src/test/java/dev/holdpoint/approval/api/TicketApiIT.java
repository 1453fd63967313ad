package dev.holdpoint.approval.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.contract.TicketAnswer;
import dev.holdpoint.approval.contract.TicketMessages;
import dev.holdpoint.approval.contract.TicketQuery;
import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.approval.proto.ApprovalsGrpc;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionId;
import io.quarkus.test.junit.QuarkusTest;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TicketApiIT extends HoldApi {
    private static final HoldTerms TERMS = Holds.ticket(new QuorumPart("dba", 1));

    @Test
    void a_ticket_outlives_its_session_and_is_taken_once_by_another_one() {
        var hold = edge.held(TERMS, digest('1'));
        awaitPlaced(hold);
        edge.refused(hold, RefusalCode.HELD_AS_TICKET, "ask again once it is approved");
        edge.closed();
        awaitPlaced(edge.held(EdgeLog.terms(900)));

        var asked = await().until(() -> claimTicket(hold), TicketAnswer.Open.class::isInstance);
        assertThat(asked)
                .isInstanceOfSatisfying(
                        TicketAnswer.Open.class,
                        open -> {
                            assertThat(open.hold()).isEqualTo(hold.hold());
                            assertThat(open.expiresAt())
                                    .isEqualTo(hold.expiresAt().truncatedTo(ChronoUnit.MILLIS));
                            assertThat(open.windowSeconds()).isEqualTo(600);
                        });
        vote("bob", hold, "approve", "agreed")
                .then()
                .statusCode(200)
                .body("state", is("released"))
                .body("mode", is("ticket"));

        assertThat(claimTicket(hold)).isEqualTo(new TicketAnswer.Taken(hold.hold(), TERMS));
        assertThat(claimTicket(hold)).isEqualTo(new TicketAnswer.None());
        assertThat(show("bob", hold).path("state").toString()).isEqualTo("claimed");
    }

    @Test
    void a_ticket_that_was_cancelled_while_its_client_waited_is_none() {
        var hold = edge.held(TERMS, digest('2'));
        awaitPlaced(hold);
        edge.refused(hold, RefusalCode.CLIENT_CANCELLED, "cancelled by the client");
        awaitState(hold, "withdrawn");

        assertThat(claimTicket(hold)).isEqualTo(new TicketAnswer.None());
    }

    @Test
    void a_refused_ticket_is_none() {
        var hold = edge.held(TERMS, digest('3'));
        awaitPlaced(hold);
        vote("bob", hold, "deny", "not today").then().statusCode(200);

        assertThat(claimTicket(hold)).isEqualTo(new TicketAnswer.None());
    }

    private TicketAnswer claimTicket(HoldPlaced hold) {
        var query =
                new TicketQuery(
                        hold.requester().id(),
                        hold.requester().onBehalfOf(),
                        hold.target(),
                        hold.digest(),
                        new SessionId("another"),
                        new CommandId("another"),
                        "edge-test");
        return TicketMessages.answer(
                ApprovalsGrpc.newBlockingStub(channel).claimTicket(TicketMessages.message(query)));
    }

    private static Digest digest(char digit) {
        return new Digest("sha256:" + String.valueOf(digit).repeat(64));
    }
}
