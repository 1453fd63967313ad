package dev.holdpoint.edge.postgres.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of message sequences, each against a real target; its log and the record agree. */
class SequencesIT {
    private static final List<Sequence> TABLE = Sequence.table("sequences.txt");
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Edge edge = Edge.fresh();

    static Stream<Sequence> all() {
        return TABLE.stream();
    }

    /** Those a bare PostgreSQL answers alike: nothing of them is refused, nobody is sent away. */
    static Stream<Sequence> alikeWithoutTheEdge() {
        return TABLE.stream()
                .filter(sequence -> sequence.refused().isEmpty())
                .filter(sequence -> !marks(sequence, "connect") && !marks(sequence, "alone"))
                .filter(sequence -> sequence.steps().stream().noneMatch(SequencesIT::isTheEnd));
    }

    private static boolean isTheEnd(Sequence.Step step) {
        return step.verb().equals("->") && step.rest().contains("$");
    }

    private static boolean marks(Sequence sequence, String verb) {
        return sequence.steps().stream().anyMatch(step -> step.verb().equals(verb));
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_sequence_runs_what_it_may_and_nothing_else(Sequence sequence) throws Exception {
        var log = edge.log();
        var application = "sequence-" + COUNT.incrementAndGet();
        try (var client = connect(sequence, application)) {
            new Player(sequence, client).play();
        }
        Awaitility.await().until(() -> edge.live.size() == 0);
        if (!marks(sequence, "connect")) {
            Awaitility.await().until(() -> !edge.recorder.of(SessionClosed.class).isEmpty());
        }
        var agreement = new Agreement(edge.recorder, log, application);
        agreement.check();
        assertThat(agreement.ran()).isEqualTo(sequence.runs());
        assertThat(agreement.refused()).isEqualTo(sequence.refused());
    }

    @ParameterizedTest
    @MethodSource("alikeWithoutTheEdge")
    void a_bare_server_answers_the_same(Sequence sequence) throws Exception {
        try (var client = RawClient.bare(edge, "direct")) {
            new Player(sequence, client).play();
        }
    }

    @Test
    void the_table_is_as_large_as_it_has_to_be() {
        assertThat(TABLE).hasSizeGreaterThanOrEqualTo(60);
    }

    private RawClient connect(Sequence sequence, String application) throws IOException {
        var how =
                sequence.steps().stream()
                        .filter(step -> step.verb().equals("connect"))
                        .map(Sequence.Step::rest)
                        .findFirst()
                        .orElse("session");
        return switch (how) {
            case "plain" -> RawClient.plain(edge);
            case "tls" -> RawClient.encrypted(edge);
            case "session" -> RawClient.loggedIn(edge, "payments", "application_name", application);
            case "logical" -> replicating(application, "database");
            case "physical" -> replicating(application, "true");
            default -> throw new IllegalStateException("connect how: " + how);
        };
    }

    private RawClient replicating(String application, String replication) throws IOException {
        return RawClient.loggedIn(
                edge,
                edge.door.streamsAt(edge.target.port()),
                "application_name",
                application,
                "replication",
                replication);
    }
}
