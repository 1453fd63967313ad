package dev.holdpoint.approval.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.approval.DatabasePool;
import dev.holdpoint.approval.inbox.Memberships;
import dev.holdpoint.approval.slack.link.LinkBook;
import dev.holdpoint.approval.slack.link.LinkCodes;
import dev.holdpoint.approval.slack.link.LinkDesk;
import dev.holdpoint.approval.slack.link.LinkRefused;
import dev.holdpoint.approval.slack.link.LinksProjection;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.ChatMember;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.testkit.TestInfrastructure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** SL-3: by whom a Slack account votes, and in which groups, in a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChatPeopleIT {
    private static final String SCHEMA = "approval";
    private static final Duration WITHIN = Duration.ofHours(12);
    private static final Uuid7 IDS = new Uuid7(InstantSource.system());

    private final Vertx vertx = Vertx.vertx();
    private Memberships memberships;
    private LinkCodes codes;
    private LinkDesk links;
    private ChatPeople people;

    @BeforeAll
    void open() {
        Pool pool = DatabasePool.open(vertx, TestInfrastructure.shared().newDatabase(), 4);
        var clock = InstantSource.system();
        var store = new EventStore(pool, SCHEMA, "approval-service", IDS, clock);
        memberships = new Memberships(pool, SCHEMA, Duration.ofDays(7), clock);
        codes = new LinkCodes(pool, SCHEMA);
        links = new LinkDesk(store, codes, new LinkBook(pool, SCHEMA));
        people = new ChatPeople(links, memberships, WITHIN);
        get(store.createSchema());
        get(memberships.createTables());
        get(codes.createTable());
        var tables = String.join(";", new LinksProjection().ddl());
        get(pool.query("SET search_path TO %s; %s".formatted(SCHEMA, tables)).execute());
    }

    @AfterAll
    void close() {
        get(vertx.close());
    }

    private static <T> T get(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private static Principal account(PrincipalKind kind) {
        return new Principal(
                new PrincipalId("http://issuer", IDS.next()), "bob", kind, List.of("dba"), null);
    }

    private ChatMember linked(Principal account) {
        var member = new ChatMember("slack", SlackStandIn.TEAM, "U" + IDS.next());
        var code = get(codes.give(account.id(), Instant.now()));
        get(links.link(member, code, Instant.now()));
        return member;
    }

    private Principal principal(ChatMember member) {
        return get(people.principal(member, Instant.now()));
    }

    private void refuses(ChatMember member, String message) {
        assertThatThrownBy(() -> principal(member))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(SlackRefused.class)
                .hasMessageContaining(message);
    }

    @Test
    void who_logged_in_lately_votes_in_the_groups_of_that_token() {
        var bob = account(PrincipalKind.HUMAN);
        var member = linked(bob);
        refuses(member, "Your groups are not known");
        get(memberships.note(bob, Instant.now().minus(WITHIN).minusSeconds(60)));
        refuses(member, "by a login of the last 720 minutes");
        get(memberships.note(bob, Instant.now().minus(WITHIN).plusSeconds(600)));

        assertThat(principal(member).id()).isEqualTo(bob.id());
        assertThat(principal(member).groups()).containsExactly("dba");
        get(links.unlink(member));
        refuses(member, "linked to nobody");
    }

    @Test
    void no_machine_votes_by_a_slack_account() {
        var bot = account(PrincipalKind.SERVICE);
        var member = linked(bot);
        get(memberships.note(bot, Instant.now()));

        refuses(member, "Only people vote");
    }

    @Test
    void a_code_is_good_once_for_ten_minutes_and_until_the_next_one() {
        var bob = account(PrincipalKind.HUMAN).id();
        var member = new ChatMember("slack", SlackStandIn.TEAM, "U" + IDS.next());
        var first = get(codes.give(bob, Instant.now()));
        var second = get(codes.give(bob, Instant.now()));
        assertThat(first).isNotEqualTo(second).matches("([2-9A-Z]{5}-){3}[2-9A-Z]{5}");

        badCode(member, first, Instant.now());
        badCode(member, second, Instant.now().plus(LinkCodes.GOOD_FOR).plusSeconds(1));
        var typed = second.toLowerCase(Locale.ROOT).replace("-", " ");
        assertThat(get(links.link(member, typed, Instant.now()))).isEqualTo(bob);
        badCode(member, second, Instant.now());
    }

    private void badCode(ChatMember member, String code, Instant now) {
        assertThatThrownBy(() -> get(links.link(member, code, now)))
                .hasCauseInstanceOf(LinkRefused.class);
    }
}
