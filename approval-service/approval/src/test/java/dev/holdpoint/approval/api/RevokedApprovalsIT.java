package dev.holdpoint.approval.api;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** AP-17: an approver's account that somebody took over. */
@QuarkusTest
class RevokedApprovalsIT extends HoldApi {
    @Inject
    @ReactiveDataSource("approval")
    Pool pool;

    @BeforeEach
    void clear() {
        await("nothing is left of earlier tests")
                .atMost(ofSeconds(60))
                .until(
                        () -> {
                            var revoked = revoke("carol", "bob", "over");
                            return revoked.statusCode() == 200 && !revoked.<Boolean>path("more");
                        });
        logInAgain();
    }

    /** Their next token counts again, as a new one would. */
    @AfterEach
    void logInAgain() {
        pool.query("UPDATE approval.memberships SET stated_at = '-infinity'").executeAndAwait();
    }

    @Test
    void one_call_takes_back_all_that_somebody_approved_and_that_has_not_run() {
        var ofTwo = placed(EdgeLog.terms(900, 2));
        var ofBoth = placed(EdgeLog.terms(900, 2));
        var released = ticket();
        var claimed = placed();
        var anothers = ticket();
        for (var hold : List.of(ofTwo, ofBoth, released, claimed)) {
            vote("bob", hold, "approve", "looks fine").then().statusCode(200);
        }
        vote("bea", anothers, "approve", "agreed").then().statusCode(200);
        assertThat(claim(claimed).getClaimed()).isTrue();

        var taken = revoke("carol", "bob", "laptop stolen").then().statusCode(200).extract();

        assertThat(taken.<List<String>>path("holds.hold"))
                .contains(id(ofTwo), id(ofBoth), id(released))
                .doesNotContain(id(claimed), id(anothers));
        assertThat(taken.<Boolean>path("more")).isFalse();
        show("bea", ofTwo).then().body("state", is("open")).body("votes.size()", is(0));
        show("bea", released).then().body("state", is("withdrawn"));
        show("bea", claimed).then().body("state", is("claimed"));
        assertThat(claim(released).getClaimed()).isFalse();
        assertThat(claim(anothers).getReason()).doesNotContain("taken back");
        vote("bob", ofTwo, "approve", "by the stolen token").then().statusCode(403);
        vote("bea", ofBoth, "approve", "agreed").then().statusCode(200).body("state", is("open"));
    }

    @Test
    void a_request_for_access_that_they_approved_and_that_waits_for_others_is_refused() {
        var request = AccessApi.asked("alice", AccessApi.with("target", PolicyOffers.TWO));
        AccessApi.vote("bob", request, Map.of("vote", "approve"))
                .then()
                .statusCode(200)
                .body("state", is("open"));

        await("the read model knows it")
                .atMost(ofSeconds(30))
                .until(
                        () ->
                                revoke("carol", "bob", "laptop stolen")
                                        .<List<String>>path("accessRequests")
                                        .contains(request));

        as("alice").get(AccessApi.REQUESTS + "/" + request).then().body("state", is("refused"));
    }

    @Test
    void only_security_may_in_person_and_says_whose_and_why() {
        for (var other : List.of("bob", "bea", "alice", "support-agent", "deploy-bot")) {
            revoke(other, "bob", "mine")
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("code", is("not-security"));
        }
        revoke("carol", "bob", " ").then().statusCode(422).body("code", is("reason-required"));
        revoke("carol", "", "why").then().statusCode(422).body("code", is("bad-account"));
    }

    private HoldPlaced ticket() {
        return placed(Holds.ticket(new QuorumPart("dba", 1)));
    }

    private static Response revoke(String caller, String subject, String reason) {
        return as(caller)
                .urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .body(Map.of("subject", subject, "reason", reason))
                .post("/api/v1/approvers:revoke");
    }

    private static String id(HoldPlaced hold) {
        return hold.hold().value();
    }
}
