package dev.holdpoint.approval.request;

import static dev.holdpoint.approval.hold.Holds.ALICE;
import static dev.holdpoint.approval.hold.Holds.BEA;
import static dev.holdpoint.approval.hold.Holds.agentOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.approval.access.AccessAction.Ask;
import dev.holdpoint.approval.access.AccessAction.Withdraw;
import dev.holdpoint.approval.access.AccessRefusal;
import dev.holdpoint.approval.access.AccessRefusal.Kind;
import dev.holdpoint.approval.access.AccessState;
import dev.holdpoint.approval.hold.People;
import dev.holdpoint.eventlog.store.Decided;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.AccessEvent;
import dev.holdpoint.events.AccessEvent.AccessRequested;
import dev.holdpoint.events.AccessEvent.AccessScope;
import dev.holdpoint.events.AccessEvent.AccessTerms;
import dev.holdpoint.events.AccessRequestId;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.testkit.TestInfrastructure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many requests somebody has open, counted where they are appended. */
class OpenRequestsIT {
    private static final Principal AGENT = agentOf("support-agent", ALICE.id());

    private final Vertx vertx = Vertx.vertx();
    private final Uuid7 ids = new Uuid7(InstantSource.system());
    private final Pool pool = pool();
    private AccessDesk here;
    private AccessDesk there;

    private Pool pool() {
        var database = TestInfrastructure.shared().newDatabase();
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(8))
                .connectingTo(
                        PgConnectOptions.fromUri(database.uri())
                                .setUser(database.user())
                                .setPassword(database.password()))
                .using(vertx)
                .build();
    }

    @BeforeEach
    void open() throws Exception {
        get(store().createSchema());
        get(new OpenRequests(pool, "approval").createTable());
        here = desk();
        there = desk();
    }

    private AccessDesk desk() {
        return new AccessDesk(store(), People.UNLINKED, new OpenRequests(pool, "approval"));
    }

    private EventStore store() {
        return new EventStore(pool, "approval", "approval-service", ids, InstantSource.system());
    }

    @AfterEach
    void close() throws Exception {
        get(vertx.close());
    }

    @Test
    void of_racing_requests_no_more_are_open_than_may_be() throws Exception {
        var racing =
                IntStream.range(0, 2 * OpenRequests.MOST)
                        .mapToObj(n -> ask(n % 2 == 0 ? here : there, freshId(), AGENT))
                        .toList();
        for (var one : racing) {
            get(one.otherwiseEmpty());
        }

        assertThat(racing).filteredOn(Future::succeeded).hasSize(OpenRequests.MOST);
        assertThat(racing)
                .filteredOn(Future::failed)
                .allSatisfy(
                        one ->
                                assertThat(one.cause())
                                        .isInstanceOfSatisfying(
                                                AccessRefusal.class,
                                                refused ->
                                                        assertThat(refused.kind())
                                                                .isEqualTo(
                                                                        Kind.TOO_MANY_REQUESTS)));
    }

    @Test
    void one_that_is_over_makes_room_and_the_same_one_again_takes_none() throws Exception {
        var first = freshId();
        get(ask(here, first, AGENT));
        for (int n = 1; n < OpenRequests.MOST; n++) {
            get(ask(here, freshId(), AGENT));
        }

        assertThat(get(ask(there, first, AGENT)).events()).isEmpty();
        assertThat(isRefused(AGENT)).isTrue();
        get(there.run(first, Actor.of(AGENT.id()), null, new Withdraw(AGENT, "", Instant.now())));
        assertThat(isRefused(AGENT)).isFalse();
        assertThat(isRefused(AGENT)).isTrue();
    }

    @Test
    void each_human_of_an_agent_and_each_person_has_requests_of_their_own() throws Exception {
        for (int n = 0; n < OpenRequests.MOST; n++) {
            get(ask(here, freshId(), AGENT));
        }

        assertThat(isRefused(AGENT)).isTrue();
        assertThat(isRefused(agentOf("support-agent", BEA.id()))).isFalse();
        assertThat(isRefused(ALICE)).isFalse();
    }

    private boolean isRefused(Principal who) throws Exception {
        var asked = ask(here, freshId(), who);
        get(asked.otherwiseEmpty());
        return asked.failed();
    }

    private Future<Decided<AccessState, AccessEvent>> ask(
            AccessDesk desk, AccessRequestId id, Principal who) {
        var requested =
                new AccessRequested(
                        id,
                        who,
                        new TargetName("payments"),
                        new AccessScope(List.of(Effect.READ), 60),
                        "",
                        new RevisionId("sha256:1"),
                        List.of("payments/on-call"),
                        new AccessTerms(List.of(new QuorumPart("dba", 1)), 900, false),
                        Instant.now().plusSeconds(900).truncatedTo(ChronoUnit.MILLIS));
        return desk.run(id, Actor.of(who.id()), null, new Ask(requested));
    }

    private AccessRequestId freshId() {
        return new AccessRequestId(ids.next());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
