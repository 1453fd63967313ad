package dev.holdpoint.edge.postgres.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The list of attacks in the documentation names tests that exist. */
class AttacksTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (PG-\\d+) \\|[^|]*\\| ([^|]*) \\|$");
    private static final Pattern TEST = Pattern.compile("`(\\w+)`");

    private final Map<String, String> rows = rows();

    @Test
    void every_attack_has_a_test() {
        assertThat(rows.keySet())
                .isEqualTo(
                        IntStream.rangeClosed(1, 20)
                                .mapToObj(number -> "PG-" + number)
                                .collect(Collectors.toSet()));
    }

    @Test
    void every_test_named_exists() throws IOException {
        try (var files = Files.walk(Path.of(".."))) {
            var sources =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".java"))
                            .collect(Collectors.toSet());
            for (var tests : rows.values()) {
                TEST.matcher(tests)
                        .results()
                        .forEach(test -> assertThat(sources).contains(test.group(1) + ".java"));
            }
        }
    }

    @Test
    void sequences_are_told_of_exactly_where_there_are_some() {
        var withSequences =
                rows.entrySet().stream()
                        .filter(row -> row.getValue().startsWith("sequences"))
                        .map(Map.Entry::getKey);
        var played =
                Sequence.table("sequences.txt").stream()
                        .map(sequence -> sequence.name().split(" ", 2)[0]);
        assertThat(withSequences.collect(Collectors.toSet()))
                .isEqualTo(played.collect(Collectors.toSet()));
    }

    private static Map<String, String> rows() {
        try {
            var text = Files.readString(Path.of("../../docs/attacks.md"));
            return ROW.matcher(text)
                    .results()
                    .collect(
                            Collectors.toMap(
                                    row -> row.group(1),
                                    row -> row.group(2),
                                    (one, _) -> one,
                                    TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
