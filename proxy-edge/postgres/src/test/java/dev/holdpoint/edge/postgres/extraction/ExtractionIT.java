package dev.holdpoint.edge.postgres.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.extraction.Trick.Mode;
import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.harness.Vault;
import dev.holdpoint.edge.postgres.harness.Vault.Secrets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ways to get at masked values: each works without the edge, none works through it. */
class ExtractionIT {
    private static final Needles CANARY = new Needles(Secrets.CANARY);

    private final Edge edge = Edge.fresh();

    ExtractionIT() {
        Vault.open(edge.target);
        edge.policy.obligations(Vault.MASKS);
    }

    static List<Trick> tricks() {
        return Trick.in("tricks.txt");
    }

    static Stream<Arguments> tricksByMode() {
        return tricks().stream()
                .flatMap(trick -> Stream.of(Mode.values()).map(mode -> Arguments.of(trick, mode)));
    }

    static List<Trick> harmless() {
        return Trick.in("harmless.txt");
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("tricksByMode")
    void no_trick_brings_a_masked_value_to_the_client(Trick trick, Mode mode) throws Exception {
        try (var client = RawClient.loggedIn(edge, edge.door.databaseNamed(Vault.CANARY))) {
            assertThat(CANARY.in(trick.ask(client, mode))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("tricks")
    void every_trick_works_without_the_edge(Trick trick) throws Exception {
        try (var client = RawClient.bare(edge, Vault.BARE, "trick")) {
            assertThat(CANARY.in(trick.ask(client, Mode.SIMPLE))).isPresent();
        }
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void what_is_not_masked_passes_untouched(Trick question) throws Exception {
        for (var mode : Mode.values()) {
            try (var client = RawClient.loggedIn(edge, edge.door.databaseNamed(Vault.ONE));
                    var bare = RawClient.bare(edge, Vault.ONE, "harmless")) {
                assertThat(question.ask(client, mode).stream())
                        .as(mode.name())
                        .isEqualTo(question.ask(bare, mode).stream())
                        .doesNotStartWith("E");
            }
        }
    }

    @Test
    void there_are_enough_tricks() {
        assertThat(tricks()).extracting(Trick::name).doesNotHaveDuplicates();
        assertThat(tricks().size()).isGreaterThan(40);
    }
}
