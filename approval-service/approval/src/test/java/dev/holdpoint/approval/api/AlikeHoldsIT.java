package dev.holdpoint.approval.api;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One principal asks for the very same from several sessions at once. */
@QuarkusTest
class AlikeHoldsIT extends HoldApi {
    private static final Digest OTHER = new Digest("sha256:" + "e".repeat(64));

    @Test
    void they_are_one_item_and_one_vote_and_each_is_claimed_by_itself() {
        var holds = asked("trent", Holds.DIGEST, 3);
        var other = asked("trent", OTHER, 1).getFirst();
        var ids = ids(holds);
        awaitAlike(holds.getFirst(), ids.subList(1, 3));

        assertThat(items("bob")).contains(ids.getFirst(), id(other));
        assertThat(items("bob")).doesNotContain(ids.get(1), ids.get(2));

        vote("bob", holds.getFirst(), ids.subList(1, 3))
                .then()
                .statusCode(200)
                .body("state", is("released"))
                .body("followed.hold", is(ids.subList(1, 3)))
                .body("followed.state", is(List.of("released", "released")))
                .body("followed[0].code", nullValue());
        for (var hold : holds) {
            assertThat(claim(hold).getClaimed()).isTrue();
            assertThat(claim(hold).getClaimed()).isFalse();
        }
        assertThat(show("bob", other).path("state").toString()).isEqualTo("open");
    }

    @Test
    void a_vote_is_not_for_one_that_came_later() {
        var holds = asked("victor", Holds.DIGEST, 2);
        awaitAlike(holds.getFirst(), ids(holds).subList(1, 2));
        var late = asked("victor", Holds.DIGEST, 1).getFirst();

        vote("bob", holds.getFirst(), ids(holds).subList(1, 2)).then().statusCode(200);

        assertThat(show("bob", late).path("state").toString()).isEqualTo("open");
        assertThat(claim(late).getClaimed()).isFalse();
        await("an item of its own")
                .atMost(ofSeconds(20))
                .until(() -> items("bob").contains(id(late)));
    }

    @Test
    void a_vote_for_one_that_is_not_alike_is_for_none() {
        var hold = asked("wendy", Holds.DIGEST, 1).getFirst();
        var another = asked("wendy", OTHER, 1).getFirst();
        var somebodys = asked("walter", Holds.DIGEST, 1).getFirst();

        for (var wrong : List.of(id(another), id(somebodys), "no-such-hold")) {
            vote("bob", hold, List.of(wrong))
                    .then()
                    .statusCode(409)
                    .contentType("application/problem+json")
                    .body("code", is("not-alike"));
        }
        vote("bob", hold, IntStream.range(0, 51).mapToObj(i -> "h" + i).toList())
                .then()
                .statusCode(422)
                .body("code", is("bad-alike"));
        for (var none : List.of(" ", "h\0", "delegations:https://id.example#bob")) {
            vote("bob", hold, List.of(none)).then().statusCode(422).body("code", is("bad-alike"));
        }
        assertThat(show("bob", hold).path("state").toString()).isEqualTo("open");
        assertThat(show("bob", another).path("state").toString()).isEqualTo("open");
    }

    @Test
    void what_became_of_each_is_told() {
        var holds = asked("zoe", Holds.DIGEST, 2);
        vote("bea", holds.getLast(), "deny", "no").then().statusCode(200);

        vote("bob", holds.getFirst(), ids(holds).subList(1, 2))
                .then()
                .statusCode(200)
                .body("state", is("released"))
                .body("followed[0].state", is("refused"))
                .body("followed[0].code", is("hold-is-over"));
    }

    private List<HoldPlaced> asked(String requester, Digest digest, int times) {
        var holds =
                IntStream.range(0, times)
                        .mapToObj(_ -> new EdgeLog(appender, person(requester)))
                        .map(session -> session.held(EdgeLog.terms(900), digest))
                        .toList();
        holds.forEach(this::awaitPlaced);
        return holds;
    }

    private static void awaitAlike(HoldPlaced hold, List<String> others) {
        await("alike")
                .atMost(ofSeconds(20))
                .until(() -> others.equals(show("bob", hold).path("alike")));
    }

    private static List<String> items(String reader) {
        return as(reader)
                .get("/api/v1/holds?limit=500")
                .jsonPath()
                .getList("items.hold", String.class);
    }

    private static List<String> ids(List<HoldPlaced> holds) {
        return holds.stream().map(AlikeHoldsIT::id).toList();
    }

    private static String id(HoldPlaced hold) {
        return hold.hold().value();
    }

    private static Response vote(String voter, HoldPlaced hold, List<String> alike) {
        return as(voter)
                .contentType(ContentType.JSON)
                .body(Map.of("vote", "approve", "reason", "agreed", "alike", alike))
                .post("/api/v1/holds/" + id(hold) + "/votes");
    }
}
