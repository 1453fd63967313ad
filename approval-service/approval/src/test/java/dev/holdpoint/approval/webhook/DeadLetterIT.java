package dev.holdpoint.approval.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdpoint.approval.webhook.Receiver.Reply;
import dev.holdpoint.approval.webhook.Receiver.Request;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Notices that an endpoint does not take, and endpoints that take none any more. */
class DeadLetterIT extends Delivered {
    private Map<String, String> settings = Map.of();

    @BeforeEach
    void start() {
        settings = told("retry-for", "PT0.5S");
        lab.start(schema, settings);
    }

    private WebhookDesk desk() {
        return lab.desk(schema, settings);
    }

    private EndpointView figures() {
        return WebhookLab.get(desk().endpoints()).getFirst();
    }

    @Test
    void what_is_not_taken_in_time_is_a_dead_letter_until_somebody_has_it_sent_again() {
        receiver.reply(500);
        var hold = WebhookLab.freshHold();
        var id = lab.append(1, WebhookLab.placed(hold));

        var letter = awaitDead(1).getFirst();

        assertThat(letter.id()).isEqualTo(id);
        assertThat(letter.hold()).isEqualTo(hold.value());
        assertThat(letter.type()).isEqualTo("hold.placed");
        assertThat(letter.lastStatus()).isEqualTo(500);
        assertThat(letter.attempts()).isEqualTo(requests(hold).size()).isGreaterThan(1);
        assertThat(figures().dead()).isEqualTo(1);
        assertThat(figures().failed()).isEqualTo(letter.attempts());
        assertThat(figures().waiting()).isZero();

        receiver.reply(200);
        int before = requests(hold).size();
        assertThat(WebhookLab.get(desk().redeliver(letter.letter()))).isTrue();

        eventually(() -> assertThat(requests(hold)).hasSize(before + 1));
        assertThat(requests(hold)).extracting(Request::id).containsOnly(id);
        awaitDead(0);
        assertThat(WebhookLab.get(desk().redeliver(letter.letter()))).isFalse();
        eventually(() -> assertThat(figures().sent()).isEqualTo(1));
    }

    @Test
    void a_dead_letter_holds_up_what_follows_it_no_longer() {
        var hold = WebhookLab.freshHold();
        receiver.reply(request -> Reply.of(request.sequence() == 1 ? 400 : 200));
        lab.append(1, WebhookLab.placed(hold));
        awaitDead(1);

        lab.append(2, WebhookLab.vote(hold));

        eventually(() -> assertThat(requests(hold).getLast().sequence()).isEqualTo(2));
        assertThat(lab.deadLetters(schema)).hasSize(1);
    }

    @Test
    void dead_letters_are_listed_the_newest_first_and_by_endpoint() {
        receiver.reply(500);
        for (int i = 0; i < 5; i++) {
            lab.append(1, WebhookLab.placed(WebhookLab.freshHold()));
        }
        var all = awaitDead(5);

        assertThat(all)
                .extracting(DeadLetter::letter)
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(page("", all.get(1).letter())).isEqualTo(all.subList(2, 4));
        assertThat(page("tickets", Long.MAX_VALUE)).isEqualTo(all.subList(0, 2));
        assertThat(page("others", Long.MAX_VALUE)).isEmpty();
    }

    private List<DeadLetter> page(String endpoint, long before) {
        return WebhookLab.get(desk().deadLetters(endpoint, before, 2));
    }

    @Test
    void an_endpoint_that_is_gone_is_told_nothing_until_it_is_enabled() {
        receiver.reply(410);
        var hold = WebhookLab.freshHold();
        lab.append(1, WebhookLab.placed(hold));
        eventually(() -> assertThat(figures().state()).isEqualTo("disabled"));
        var letter = awaitDead(1).getFirst();
        assertThat(letter.lastStatus()).isEqualTo(410);
        assertThat(WebhookLab.get(desk().redeliver(letter.letter()))).isFalse();
        int read = read();
        lab.append(2, WebhookLab.vote(hold));
        eventually(() -> assertThat(read()).isEqualTo(read + 1));

        receiver.reply(200);
        assertThat(WebhookLab.get(desk().enable("nobody"))).isFalse();
        assertThat(WebhookLab.get(desk().enable("tickets"))).isTrue();
        lab.append(3, WebhookLab.release(hold));
        eventually(() -> assertThat(requests(hold).getLast().sequence()).isEqualTo(3));
        assertThat(WebhookLab.get(desk().redeliver(letter.letter()))).isTrue();

        eventually(
                () ->
                        assertThat(requests(hold))
                                .extracting(Request::sequence)
                                .containsExactly(1L, 3L, 1L));
        assertThat(figures().state()).isEqualTo("sending");
    }

    /** How much of the log was taken in. */
    private int read() {
        return Integer.parseInt(value("SELECT sum(next_offset) FROM %s.reader_positions"));
    }

    @Test
    void an_endpoint_under_load_is_left_alone_as_long_as_it_asks() throws IOException {
        receiver.reply(_ -> new Reply(503, Map.of("retry-after", "1800")));
        lab.append(1, WebhookLab.placed(WebhookLab.freshHold()));

        eventually(
                () ->
                        assertThat(
                                        value(
                                                "SELECT rest_until > now() + interval '29 minutes'"
                                                        + " FROM %s.webhook_endpoints"))
                                .isEqualTo("true"));
        try (var other = Receiver.start()) {
            lab.start(schema, named("others", other.url()));
            for (int i = 0; i < 3; i++) {
                var hold = WebhookLab.freshHold();
                lab.append(1, WebhookLab.placed(hold));
                eventually(() -> assertThat(other.requests(hold.value())).hasSize(1));
            }
        }
        assertThat(receiver.requests()).hasSize(1);

        lab.database.execute("UPDATE %s.webhook_endpoints SET rest_until = NULL".formatted(schema));
        eventually(() -> assertThat(receiver.requests()).hasSizeGreaterThan(1));
    }

    @Test
    void before_anything_can_be_kept_endpoints_are_listed_and_there_are_no_letters() {
        var all = new HashMap<>(settings);
        all.put("bad.url", "https://hooks.example");
        var early = lab.desk(lab.freshSchema(), all);

        assertThat(WebhookLab.get(early.endpoints()))
                .extracting(EndpointView::name, EndpointView::state)
                .containsExactly(tuple("bad", "refused"), tuple("tickets", "starting"));
        assertThat(WebhookLab.get(early.deadLetters("", Long.MAX_VALUE, 2))).isEmpty();
    }

    @Test
    void what_is_not_named_for_long_is_forgotten_and_dead_letters_do_not_add_up() {
        receiver.reply(500);
        lab.append(1, WebhookLab.placed(WebhookLab.freshHold()));
        awaitDead(1);
        lab.stopAll();
        var outbox = schema + ".webhook_notices";
        lab.database.execute(
                """
                INSERT INTO %1$s (endpoint, id, hold, sequence, type, body, next_attempt_at,
                    retry_until, dead_at)
                SELECT 'tickets', 'many-' || n, 'h', 1, 't', '{}', now(), now(), now()
                FROM generate_series(1, %2$d) n
                """
                        .formatted(outbox, Outbox.MOST_DEAD));
        lab.database.execute(
                "INSERT INTO %s.webhook_endpoints (name, url_digest, changes, texts, retry_for_millis, seen_at)"
                                .formatted(schema)
                        + " VALUES ('left', '', '{}', false, 1, now() - interval '8 days')");
        lab.database.execute(
                "INSERT INTO %s (endpoint, id, hold, sequence, type, body, next_attempt_at, retry_until)"
                                .formatted(outbox)
                        + " VALUES ('left', 'a', 'h', 1, 't', '{}', now(), now()), ('tickets',"
                        + " 'late', 'h', 1, 't', '{}', now() + interval '1 day', now() - interval"
                        + " '2 hours')");

        lab.tidy(schema, List.of("tickets"));

        assertThat(value("SELECT string_agg(name, ',') FROM %s.webhook_endpoints"))
                .isEqualTo("tickets");
        assertThat(value("SELECT count(*) FROM %s.webhook_notices"))
                .isEqualTo(value("SELECT count(dead_at) FROM %s.webhook_notices"))
                .isEqualTo(Integer.toString(Outbox.MOST_DEAD));
        assertThat(value("SELECT last_reason FROM %s.webhook_notices WHERE id = 'late'"))
                .isEqualTo("not sent in time");
    }

    @Test
    void beyond_ten_thousand_that_wait_notices_are_dead_letters_at_once() {
        lab.database.execute(
                """
                INSERT INTO %s.webhook_notices (endpoint, id, hold, sequence, type, body,
                    next_attempt_at, retry_until)
                SELECT 'tickets', 'w' || n, 'h', n, 't', '{}', now() + interval '1 day',
                    now() + interval '1 day'
                FROM generate_series(1, %d) n
                """
                        .formatted(schema, OutboxFill.MOST_WAITING));

        lab.append(1, WebhookLab.placed(WebhookLab.freshHold()));

        assertThat(awaitDead(1).getFirst().lastReason()).contains("10000 notices were waiting");
    }
}
