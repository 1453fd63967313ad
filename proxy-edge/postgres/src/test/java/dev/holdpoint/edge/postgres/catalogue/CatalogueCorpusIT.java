package dev.holdpoint.edge.postgres.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.CommandFacts;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Statements whose text alone does not tell what they do: what is said of them, and what they do.
 */
class CatalogueCorpusIT {
    @TempDir Path directory;

    private record Row(List<String> path, String statement, String expected) {
        static Row of(String line) {
            int arrow = line.indexOf(" ==> ");
            int bar = line.indexOf(" | ");
            return new Row(
                    List.of(line.substring(0, bar).split(" ")),
                    line.substring(bar + 3, arrow),
                    line.substring(arrow + 5));
        }
    }

    @Test
    void what_is_set_off_is_told_and_nothing_else_happens() throws SQLException {
        var differences = new ArrayList<String>();
        int accepted = 0;
        var rows = ObservedTarget.resource("corpus.txt").lines().map(Row::of).toList();
        try (var target = new ObservedTarget(directory)) {
            for (var row : rows) {
                var facts = target.analyse(row.statement(), row.path()).facts();
                var seen = target.run(row.statement(), row.path());
                accepted += seen.accepted() ? 1 : 0;
                var words = words(facts);
                if (!words.equals(row.expected())) {
                    differences.add(
                            String.join(" ", row.path())
                                    + " | "
                                    + row.statement()
                                    + " ==> "
                                    + words);
                }
                Judgement.objection(facts, seen)
                        .ifPresent(unsaid -> differences.add(row.statement() + ": " + unsaid));
            }
        }
        assertThat(String.join("\n", differences)).isEmpty();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(70);
        assertThat(accepted).isGreaterThan(rows.size() * 3 / 4);
    }

    private static String words(CommandFacts facts) {
        return facts.effects().stream().map(Enum::name).collect(Collectors.joining(" "))
                + names("; reads ", facts.reads())
                + names("; writes ", facts.writes());
    }

    private static String names(String label, List<String> names) {
        return names.isEmpty() ? "" : label + String.join(" ", new TreeSet<>(names));
    }
}
