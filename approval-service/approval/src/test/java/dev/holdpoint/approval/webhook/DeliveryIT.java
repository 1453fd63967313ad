package dev.holdpoint.approval.webhook;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.approval.webhook.Receiver.Reply;
import dev.holdpoint.approval.webhook.Receiver.Request;
import dev.holdpoint.events.HoldEvent.GlassBroken;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Notices from the log to an endpoint, through a real broker, database and HTTP. */
class DeliveryIT extends Delivered {
    private static final String MANY_WAIT =
            """
            INSERT INTO %1$s.webhook_notices (endpoint, id, hold, sequence, type, body,
                next_attempt_at, retry_until)
            SELECT 'tickets', 'n' || n, 'h' || n, 1, 'hold.placed',
                '{"type": "hold.placed", "data": {"hold": "h' || n || '", "sequence": 1}}',
                now() - interval '1 minute', now() + interval '1 hour'
            FROM generate_series(1, %2$d) n
            """;

    @Test
    void every_change_of_a_hold_is_told_in_order_and_signed_as_the_specification_says() {
        lab.start(schema, told());
        var hold = WebhookLab.freshHold();

        var ids = lab.released(hold);

        eventually(() -> assertThat(sequences(hold)).containsExactly(1L, 2L, 3L));
        assertThat(requests(hold)).extracting(Request::id).isEqualTo(ids);
        assertThat(requests(hold))
                .extracting(Request::type)
                .containsExactly("hold.placed", "hold.voted", "hold.released");
        assertThat(requests(hold))
                .allMatch(request -> request.isSignedBy(SECRET))
                .noneMatch(request -> request.isSignedBy(FORMER))
                .allMatch(request -> request.path().equals("/holds"))
                .allMatch(
                        request ->
                                "application/json".equals(request.headers().get("content-type")));
        assertThat(requests(hold).getFirst().body()).doesNotContain("refunded", "UPDATE orders");
        eventually(() -> assertThat(value("SELECT sent FROM %s.webhook_endpoints")).isEqualTo("3"));
    }

    @Test
    void an_endpoint_is_told_of_what_it_named_and_of_nothing_from_before_it_was_there() {
        var hold = WebhookLab.freshHold();
        lab.append(1, WebhookLab.placed(hold));
        var second =
                named("rest", receiver.url() + "/rest", "events", "hold.released", "texts", "true");
        second.putAll(told("events", "hold.voted,hold.placed"));
        lab.start(schema, second);

        lab.append(2, WebhookLab.vote(hold));
        lab.append(3, WebhookLab.release(hold));
        var later = WebhookLab.freshHold();
        lab.append(1, WebhookLab.placed(later));

        eventually(() -> assertThat(receiver.requests()).hasSize(3));
        assertThat(receiver.requests())
                .extracting(request -> request.path() + " " + request.type())
                .containsExactlyInAnyOrder(
                        "/holds hold.voted", "/holds/rest hold.released", "/holds hold.placed");
        assertThat(requests(later)).hasSize(1);
    }

    @Test
    void every_change_of_a_request_for_access_is_told_in_order() {
        lab.start(schema, told());
        var stream = "access/" + AccessPayloadTest.REQUEST;

        var ids =
                IntStream.range(0, AccessPayloadTest.ALL.size())
                        .mapToObj(i -> lab.append(i + 1L, stream, AccessPayloadTest.ALL.get(i)))
                        .toList();

        eventually(() -> assertThat(receiver.requests()).extracting(Request::id).isEqualTo(ids));
        assertThat(receiver.requests())
                .allMatch(request -> request.isSignedBy(SECRET))
                .allMatch(request -> "r-1".equals(request.data().getString("request")))
                .extracting(Request::type)
                .startsWith("access.requested", "access.voted")
                .contains("access.approved", "access.withdrawn");
    }

    @Test
    void a_broken_glass_is_told_to_endpoints_that_asked_for_other_changes_too() {
        lab.start(schema, told("events", "hold.expired"));
        var hold = WebhookLab.freshHold();

        lab.append(1, WebhookLab.placed(hold));
        lab.append(2, broken(hold));
        lab.append(3, WebhookLab.release(hold));
        lab.append(4, new HoldExpired(hold));

        eventually(() -> assertThat(sequences(hold)).containsExactly(2L, 4L));
        assertThat(requests(hold).getFirst().type()).isEqualTo("hold.glass_broken");
        assertThat(requests(hold).getFirst().body())
                .contains("on-call", "\"subject\":\"bob\"")
                .doesNotContain("the shop is down");
    }

    @Test
    void a_broken_glass_is_told_at_once_and_once_though_earlier_notices_of_its_hold_wait() {
        var taken = new AtomicBoolean();
        receiver.reply(request -> Reply.of(isEarlier(request.type()) && !taken.get() ? 500 : 200));
        lab.start(schema, told());
        var hold = WebhookLab.freshHold();
        lab.append(1, WebhookLab.placed(hold));
        eventually(() -> assertThat(sequences(hold)).contains(1L));

        lab.append(2, broken(hold));

        eventually(() -> assertThat(sequences(hold)).containsOnlyOnce(2L).endsWith(1L));
        taken.set(true);
        lab.append(3, WebhookLab.release(hold));
        eventually(() -> assertThat(sequences(hold)).endsWith(3L).containsOnlyOnce(2L));
    }

    private static boolean isEarlier(String type) {
        return type.equals("hold.placed");
    }

    @Test
    void a_broken_glass_is_told_before_and_beyond_the_ten_thousand_that_may_wait() {
        receiver.reply(request -> Reply.of(isEarlier(request.type()) ? 500 : 200));
        lab.start(schema, told());
        lab.append(1, WebhookLab.placed(WebhookLab.freshHold()));
        eventually(() -> assertThat(receiver.requests()).isNotEmpty());
        lab.database.execute(MANY_WAIT.formatted(schema, OutboxFill.MOST_WAITING));
        var hold = WebhookLab.freshHold();

        lab.append(1, WebhookLab.placed(hold));
        lab.append(2, broken(hold));

        eventually(() -> assertThat(sequences(hold)).containsExactly(2L));
        assertThat(lab.deadLetters(schema))
                .extracting(DeadLetter::hold, DeadLetter::type)
                .containsExactly(tuple(hold.value(), "hold.placed"));
    }

    private static GlassBroken broken(HoldId hold) {
        return new GlassBroken(hold, Holds.BOB.id(), List.of("on-call"), "the shop is down");
    }

    @Test
    void what_is_not_taken_is_sent_again_with_the_same_id_and_what_follows_waits_for_it() {
        var hold = WebhookLab.freshHold();
        receiver.reply(request -> Reply.of(requests(hold).size() < 4 ? 500 : 200));
        lab.start(schema, told());

        var ids = lab.released(hold);

        eventually(() -> assertThat(sequences(hold)).containsExactly(1L, 1L, 1L, 1L, 2L, 3L));
        assertThat(requests(hold).subList(0, 4))
                .allMatch(request -> request.id().equals(ids.getFirst()))
                .allMatch(request -> request.isSignedBy(SECRET))
                .extracting(Request::body)
                .containsOnly(requests(hold).getFirst().body());
        eventually(
                () -> assertThat(value("SELECT failed FROM %s.webhook_endpoints")).isEqualTo("3"));
    }

    @Test
    void an_endpoint_that_hangs_delays_neither_other_holds_nor_other_endpoints() {
        var stuck = WebhookLab.freshHold();
        var other = WebhookLab.freshHold();
        var release = new CountDownLatch(1);
        receiver.reply(
                request -> {
                    awaitIf(request.hold().equals(stuck.value()), release);
                    return Reply.TAKEN;
                });
        var settings = told("timeout", "PT0.3S");
        settings.putAll(named("second", receiver.url() + "/second", "events", "hold.voted"));
        lab.start(schema, settings);

        lab.append(1, WebhookLab.placed(stuck));
        lab.append(2, WebhookLab.vote(stuck));
        lab.released(other);

        eventually(() -> assertThat(requests(other)).hasSize(4));
        eventually(
                () ->
                        assertThat(requests(stuck))
                                .extracting(Request::path)
                                .contains("/holds/second"));
        eventually(
                () ->
                        assertThat(
                                        value(
                                                "SELECT max(last_reason) FROM %s.webhook_notices"
                                                        + " WHERE attempts > 1"))
                                .contains("no answer within 300 ms"));
        release.countDown();
        eventually(
                () ->
                        assertThat(requests(stuck))
                                .filteredOn(request -> request.path().equals("/holds"))
                                .extracting(Request::sequence)
                                .contains(1L)
                                .endsWith(2L));
    }

    private static void awaitIf(boolean stuck, CountDownLatch release) {
        try {
            if (stuck) {
                release.await();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_redirect_is_not_followed() {
        receiver.reply(_ -> new Reply(307, Map.of("location", receiver.url() + "/elsewhere")));
        lab.start(schema, told("retry-for", "PT0.2S"));

        lab.append(1, WebhookLab.placed(WebhookLab.freshHold()));

        var letter = awaitDead(1).getFirst();
        assertThat(letter.lastStatus()).isEqualTo(307);
        assertThat(letter.lastReason()).contains("configure the new url");
        assertThat(receiver.requests()).extracting(Request::path).containsOnly("/holds");
    }

    @Test
    void while_a_secret_rotates_each_signs_and_no_restart_is_needed() throws IOException {
        lab.start(
                schema, told("secrets", "file:%1$s/secret,file:%1$s/former".formatted(directory)));
        var during = WebhookLab.freshHold();
        lab.append(1, WebhookLab.placed(during));

        eventually(() -> assertThat(requests(during)).hasSize(1));
        assertThat(requests(during).getFirst().isSignedBy(SECRET)).isTrue();
        assertThat(requests(during).getFirst().isSignedBy(FORMER)).isTrue();

        var next = "whsec_" + "B".repeat(32);
        Files.writeString(directory.resolve("secret"), next);
        Files.writeString(directory.resolve("former"), SECRET);
        lab.append(2, WebhookLab.vote(during));

        eventually(() -> assertThat(requests(during)).hasSize(2));
        assertThat(requests(during).getLast().isSignedBy(next)).isTrue();
        assertThat(requests(during).getLast().isSignedBy(SECRET)).isTrue();
        assertThat(requests(during).getLast().isSignedBy(FORMER)).isFalse();
    }

    @Test
    void a_secret_that_is_gone_delays_notices_until_it_is_back() throws IOException {
        lab.start(schema, told());
        Files.delete(directory.resolve("secret"));
        var hold = WebhookLab.freshHold();
        lab.append(1, WebhookLab.placed(hold));

        eventually(
                () ->
                        assertThat(
                                        value(
                                                "SELECT max(last_reason) FROM %s.webhook_notices"
                                                        + " WHERE attempts > 0"))
                                .contains("no file"));
        assertThat(receiver.requests()).isEmpty();
        Files.writeString(directory.resolve("secret"), SECRET);

        eventually(() -> assertThat(requests(hold)).hasSize(1));
    }

    @Test
    void what_was_waiting_when_an_instance_stopped_is_sent_by_the_next_one() {
        int port = receiver.port();
        receiver.close();
        var first = lab.start(schema, told());
        var holds = IntStream.range(0, 20).mapToObj(_ -> WebhookLab.freshHold()).toList();
        holds.forEach(lab::released);
        await("all wait")
                .atMost(ofSeconds(30))
                .until(() -> value("SELECT count(*) FROM %s.webhook_notices").equals("60"));
        first.close();

        receiver = reopened(port);
        lab.start(schema, told());

        eventually(() -> assertThat(receiver.requests()).hasSize(60));
        holds.forEach(hold -> assertThat(sequences(hold)).containsExactly(1L, 2L, 3L));
    }

    private static Receiver reopened(int port) {
        try {
            return Receiver.start(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void of_two_instances_one_sends_and_nothing_is_sent_twice() {
        lab.start(schema, told());
        lab.start(schema, told());
        var holds = IntStream.range(0, 40).mapToObj(_ -> WebhookLab.freshHold()).toList();
        holds.forEach(lab::released);

        await().atMost(ofSeconds(60))
                .untilAsserted(() -> assertThat(receiver.requests()).hasSize(120));
        holds.forEach(hold -> assertThat(sequences(hold)).containsExactly(1L, 2L, 3L));
        assertThat(receiver.requests()).extracting(Request::id).doesNotHaveDuplicates();
    }

    @Test
    void an_endpoint_whose_settings_are_not_right_is_refused_and_the_others_are_told() {
        var settings = told();
        settings.put("empty.url", receiver.url() + "/empty");
        lab.start(schema, settings);
        var hold = WebhookLab.freshHold();
        lab.append(1, WebhookLab.placed(hold));

        eventually(() -> assertThat(requests(hold)).hasSize(1));
        assertThat(WebhookLab.get(lab.desk(schema, settings).endpoints()))
                .extracting(EndpointView::name, EndpointView::state)
                .containsExactly(tuple("empty", "refused"), tuple("tickets", "sending"));
        assertThat(receiver.requests()).extracting(Request::path).containsOnly("/holds");
    }
}
