package dev.holdpoint.approval.api;

import static org.hamcrest.Matchers.is;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalKind;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SeparationIT extends HoldApi {
    @Test
    void the_owner_of_an_agent_does_not_approve_what_it_asks_for() {
        refusesBea(
                new Principal(id("errand"), "errand", PrincipalKind.AGENT, List.of(), id("alice")));
    }

    @Test
    void nobody_approves_what_they_asked_for_by_another_account() {
        refusesBea(person("bea-admin"));
    }

    private void refusesBea(Principal requester) {
        var log = new EdgeLog(appender, requester);
        var hold = log.held(EdgeLog.terms(900));
        awaitPlaced(hold);

        vote("bea", hold, "approve", "mine")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", is("self-approval"));
        vote("bob", hold, "approve", "agreed").then().statusCode(200).body("state", is("released"));
        log.closed();
    }
}
