package dev.holdpoint.edge.postgres.extraction;

import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.events.Detector;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One session tells another what neither may see. */
class NotificationsIT {
    private static final String CARD = "4111111111111111";

    private static final String NEWS = "NOTIFY news, 'card " + CARD + " of Ada'";
    private static final List<Obligation> LOOKS =
            List.of(
                    new Obligation.DetectValues(
                            List.of(Detector.CREDIT_CARD), new Mask.Redact(), "p/looks"));

    private final Edge edge = Edge.fresh();
    private volatile boolean denying;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT pg_notify('news', card_number) FROM customers",
                "SELECT pg_notify('news', c::text) FROM customers c",
                "SELECT pg_notify(card_number, 'x') FROM customers",
                "SELECT count(pg_notify('news', digits)) FROM cards",
                "WITH w AS (SELECT max(card_number) m FROM customers) SELECT pg_notify('news', m) FROM w",
            })
    void a_masked_column_does_not_leave_by_somebody_elses_session(String sql) throws Exception {
        edge.policy.obligations(EffectPolicy.CARDS);
        assertThat(heard(sql)).doesNotContain(CARD);
    }

    @Test
    void what_is_recognised_is_masked_for_who_listens() throws Exception {
        edge.policy.obligations(LOOKS);
        assertThat(heard(NEWS)).contains("card **** of Ada").doesNotContain(CARD);
    }

    @Test
    void who_only_listens_is_told_by_the_masks_of_now() throws Exception {
        edge.policy.obligations(List.of());
        try (var listener = RawClient.loggedIn(edge);
                var speaker = RawClient.loggedIn(edge)) {
            ask(listener, "LISTEN news");
            ask(speaker, NEWS);
            assertThat(text(listener.receive())).contains(CARD);

            edge.policy.obligations(LOOKS);
            ask(speaker, NEWS);
            ask(speaker, NEWS);
            for (int i = 0; i < 2; i++) {
                assertThat(text(listener.receive()))
                        .contains("card **** of Ada")
                        .doesNotContain(CARD);
            }

            edge.policy.obligations(List.of());
            ask(speaker, NEWS);
            assertThat(text(listener.receive())).contains(CARD);
        }
    }

    @Test
    void who_may_not_listen_any_more_hears_no_more_than_that_there_is_something() throws Exception {
        edge.policy.obligations(List.of());
        try (var listener = RawClient.loggedIn(edge)) {
            ask(listener, "LISTEN news");
            edge.policy.denyAll(true);
            edge.beside(NEWS);

            var heard = listener.receive();
            assertThat(heard.kind()).isEqualTo('A');
            assertThat(text(heard)).contains("news").doesNotContain("Ada");
            edge.policy.denyAll(false);
            edge.beside(NEWS);
            assertThat(text(listener.receive())).contains(CARD);
            ask(listener, "SELECT 1");
        }
    }

    @Test
    void all_that_a_session_listens_by_must_still_be_allowed() throws Exception {
        denyTagged("a");
        try (var listener = RawClient.loggedIn(edge)) {
            ask(listener, "LISTEN news /*app='a'*/");
            ask(listener, "LISTEN other /*app='b'*/");
            assertThat(heardBy(listener)).contains(CARD);

            denying = true;
            assertThat(heardBy(listener)).contains("news").doesNotContain("Ada");
            ask(listener, "BEGIN");
            ask(listener, "UNLISTEN *");
            ask(listener, "ROLLBACK");
            assertThat(heardBy(listener)).contains("news").doesNotContain("Ada");

            ask(listener, "UNLISTEN *");
            ask(listener, "LISTEN news /*app='b'*/");
            assertThat(heardBy(listener)).contains(CARD);
        }
    }

    @Test
    void what_a_session_failed_to_listen_to_is_not_asked_about() throws Exception {
        denyTagged("a");
        try (var listener = RawClient.loggedIn(edge)) {
            ask(listener, "LISTEN news /*app='b'*/");
            ask(listener, "BEGIN");
            ask(listener, "SELECT 1 / 0");
            ask(listener, "LISTEN other /*app='a'*/");
            ask(listener, "ROLLBACK");
            denying = true;

            assertThat(heardBy(listener)).contains(CARD);
        }
    }

    @Test
    void who_listens_to_more_than_anybody_asks_about_hears_only_that_there_is_something()
            throws Exception {
        edge.policy.obligations(List.of());
        try (var listener = RawClient.loggedIn(edge)) {
            for (int i = 0; i < 70; i++) {
                ask(listener, "LISTEN news /*app='" + i + "'*/");
            }
            assertThat(heardBy(listener)).contains("news").doesNotContain("Ada");
            ask(listener, "UNLISTEN *");
            ask(listener, "LISTEN news");
            assertThat(heardBy(listener)).contains(CARD);
        }
    }

    /** Denies commands with this tag once {@link #denying} is set. */
    private void denyTagged(String app) {
        edge.policy.obligations(List.of());
        var usual = new EffectPolicy();
        usual.obligations(List.of());
        var strict = new EffectPolicy();
        strict.denyAll(true);
        edge.policy.leaveTo(
                request ->
                        (denying && app.equals(request.tags().get("app")) ? strict : usual)
                                .decide(request));
    }

    private String heardBy(RawClient listener) throws IOException {
        edge.beside(NEWS);
        return text(listener.receive());
    }

    @Test
    void what_is_neither_passes() throws Exception {
        assertThat(heard("NOTIFY news, 'nothing special'")).contains("nothing special");
    }

    /** All that a listener hears of what somebody else did, up to a word agreed on. */
    private String heard(String sql) throws IOException {
        try (var listener = RawClient.loggedIn(edge);
                var speaker = RawClient.loggedIn(edge)) {
            ask(listener, "LISTEN news");
            ask(listener, "LISTEN \"" + CARD + "\"");
            ask(speaker, sql);
            ask(speaker, "NOTIFY news, 'the end'");
            var all = new StringBuilder();
            do {
                all.append(text(listener.receive()));
            } while (all.indexOf("the end") < 0);
            return all.toString();
        }
    }

    private static void ask(RawClient client, String sql) throws IOException {
        client.send(query(sql));
        client.untilReady();
    }

    private static String text(PgFrame frame) {
        return new String(frame.bytes().getBytes(), StandardCharsets.UTF_8);
    }
}
