package dev.holdpoint.edge.postgres.attack;

import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.decide.DecisionRequest;
import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy;
import dev.holdpoint.edge.postgres.harness.OpenDoor;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.SessionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What one session sets, prepares or locks is never another's. */
@Tag("PG-17")
class SeparateSessionsIT {
    private static final List<String> NAMES = List.of("first", "second");
    private static final int TURNS = 500;

    private final Edge edge = Edge.fresh();

    @Test
    void two_sessions_in_turns_keep_their_own_state_and_their_own_backend() throws Exception {
        try (var first = RawClient.loggedIn(edge);
                var second = RawClient.loggedIn(edge)) {
            var clients = List.of(first, second);
            for (int i = 0; i < 2; i++) {
                ask(clients.get(i), "SET application_name = '" + NAMES.get(i) + "'");
                ask(clients.get(i), "PREPARE mine AS SELECT '" + NAMES.get(i) + "'");
            }
            for (int turn = 0; turn < 1000; turn++) {
                var client = clients.get(turn % 2);
                var question = turn % 4 < 2 ? "EXECUTE mine" : "SHOW application_name";
                assertThat(ask(client, question)).endsWith(NAMES.get(turn % 2));
            }
            assertThat(ask(first, "SELECT pg_backend_pid()"))
                    .isNotEqualTo(ask(second, "SELECT pg_backend_pid()"));
        }
    }

    @Test
    void two_users_of_a_target_in_turns_are_never_taken_for_one_another() throws Exception {
        var billing = new EffectPolicy();
        billing.obligations(List.of());
        var support = new EffectPolicy();
        edge.policy.leaveTo(request -> (isBilling(request) ? billing : support).decide(request));
        var questions =
                List.of(
                        "EXECUTE mine",
                        "SHOW application_name",
                        "SELECT card_number FROM customers WHERE id = 1");
        try (var first = RawClient.loggedIn(edge);
                var second = RawClient.loggedInBy(OpenDoor.OTHER_TOKEN, edge)) {
            var clients = List.of(first, second);
            var answers = List.of("************1111", "4111111111111111");
            for (int i = 0; i < 2; i++) {
                ask(clients.get(i), "SET application_name = '" + NAMES.get(i) + "'");
                ask(clients.get(i), "PREPARE mine AS SELECT '" + NAMES.get(i) + "'");
            }
            for (int turn = 0; turn < 2 * TURNS; turn++) {
                int question = turn / 2 % questions.size();
                var expected = (question == 2 ? answers : NAMES).get(turn % 2);
                var answer = ask(clients.get(turn % 2), questions.get(question));
                assertThat(answer).as("turn " + turn).endsWith(expected);
            }
        }
        assertThat(edge.recorder.of(CommandDecided.class)).hasSize(2 * (TURNS + 2));
        assertThat(sessionsByUser()).containsOnlyKeys("support-agent", "billing-agent");
        assertThat(sessionsByUser().values()).allMatch(sessions -> sessions.size() == 1);
        assertThat(sessionsByUser().values().stream().distinct()).hasSize(2);
    }

    private Map<String, Set<SessionId>> sessionsByUser() {
        return edge.recorder.of(CommandDecided.class).stream()
                .collect(
                        Collectors.groupingBy(
                                decided -> decided.principal().name(),
                                Collectors.mapping(CommandDecided::session, Collectors.toSet())));
    }

    private static boolean isBilling(DecisionRequest request) {
        return request.session().principal().name().equals("billing-agent");
    }

    @Test
    void sessions_after_one_another_find_a_new_backend_and_nothing_left_behind() throws Exception {
        var backends = new HashSet<String>();
        for (int turn = 0; turn < 25; turn++) {
            try (var client = RawClient.loggedIn(edge)) {
                assertThat(ask(client, "SHOW TimeZone")).doesNotEndWith("Asia/Tokyo");
                assertThat(backends.add(ask(client, "SELECT pg_backend_pid()"))).isTrue();
                ask(client, "PREPARE mine AS SELECT 1");
                ask(client, "SET TimeZone = 'Asia/Tokyo'");
            }
        }
        assertThat(backends).hasSize(25);
    }

    /** The first row of the answer. */
    private static String ask(RawClient client, String sql) throws IOException {
        client.send(query(sql));
        return client.untilReady().stream()
                .filter(frame -> frame.kind() == 'D')
                .map(frame -> frame.bytes().toString(StandardCharsets.UTF_8))
                .findFirst()
                .orElse("");
    }
}
