package dev.holdpoint.approval.api;

import static io.restassured.RestAssured.given;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.approval.EdgeLog;
import dev.holdpoint.approval.proto.ApprovalsGrpc;
import dev.holdpoint.approval.proto.ClaimRequest;
import dev.holdpoint.approval.proto.ClaimResponse;
import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A service under test with an edge of its own before it. */
@QuarkusTestResource(ApprovalLab.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HoldApi {
    private Vertx vertx;
    KafkaEventAppender appender;
    ManagedChannel channel;
    EdgeLog edge;

    @BeforeAll
    void open() {
        vertx = Vertx.vertx();
        appender = EdgeLog.appender(vertx, config("holdpoint.kafka.bootstrap-servers"));
    }

    @BeforeEach
    void session() {
        channel =
                ManagedChannelBuilder.forAddress("localhost", RestAssured.port)
                        .usePlaintext()
                        .build();
        edge = new EdgeLog(appender, agent());
    }

    @AfterEach
    void hangUp() {
        channel.shutdownNow();
    }

    @AfterAll
    void close() {
        appender.close();
        vertx.close();
    }

    HoldPlaced placed() {
        return placed(EdgeLog.terms(900));
    }

    HoldPlaced placed(HoldTerms terms) {
        var hold = edge.held(terms);
        awaitPlaced(hold);
        return hold;
    }

    void awaitPlaced(HoldPlaced hold) {
        await("hold placed")
                .atMost(ofSeconds(40))
                .until(() -> show("carol", hold).statusCode() == 200);
    }

    void awaitState(HoldPlaced hold, String state) {
        await(state)
                .atMost(ofSeconds(20))
                .until(() -> state.equals(show("bob", hold).path("state")));
    }

    /** Those a reader is shown, by themselves or as alike to another. */
    List<String> listed(String reader, String state) {
        var list = as(reader).get("/api/v1/holds?limit=500&state=" + state).jsonPath();
        return Stream.concat(
                        list.getList("items.hold", String.class).stream(),
                        list.getList("items.alike.flatten()", String.class).stream())
                .toList();
    }

    static Response show(String reader, HoldPlaced hold) {
        return as(reader).get("/api/v1/holds/" + hold.hold().value());
    }

    static Response vote(String voter, HoldPlaced hold, String vote, String reason) {
        return as(voter)
                .contentType(ContentType.JSON)
                .body(Map.of("vote", vote, "reason", reason))
                .post("/api/v1/holds/" + hold.hold().value() + "/votes");
    }

    ClaimResponse claim(HoldPlaced hold) {
        return claim(request(hold));
    }

    ClaimResponse claim(ClaimRequest.Builder request) {
        return ApprovalsGrpc.newBlockingStub(channel).claim(request.build());
    }

    static ClaimRequest.Builder request(HoldPlaced hold) {
        return ClaimRequest.newBuilder()
                .setHold(hold.hold().value())
                .setSession(hold.session().value())
                .setCommand(hold.command().value())
                .setDigest(hold.digest().value())
                .setEdge("edge-test");
    }

    static RequestSpecification as(String principal) {
        return given().auth().oauth2(config("test.token." + principal));
    }

    static Principal agent() {
        return new Principal(
                id("support-agent"),
                "support-agent",
                PrincipalKind.AGENT,
                List.of("agents"),
                id("alice"));
    }

    static Principal person(String name) {
        return new Principal(id(name), name, PrincipalKind.HUMAN, List.of(), null);
    }

    static PrincipalId id(String subject) {
        return new PrincipalId(config("holdpoint.oidc.issuer"), subject);
    }

    static String config(String key) {
        return ConfigProvider.getConfig().getValue(key, String.class);
    }
}
