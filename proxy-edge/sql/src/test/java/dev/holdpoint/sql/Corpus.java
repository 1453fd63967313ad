package dev.holdpoint.sql;

import dev.holdpoint.sql.catalogue.SqlCatalog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Statements and what they do, as {@code corpus.txt} has them, and the target they are about. */
final class Corpus {
    static final SqlCatalog CATALOG =
            new SqlCatalog(
                    Set.of("wipe", "shadowed", "lower"),
                    Set.of("@#@"),
                    Set.of("mood"),
                    Set.of("leaky"));

    private Corpus() {}

    /** A statement and what is expected of it, in the words of {@link #words}. */
    record Row(String statement, String expected) {
        @Override
        public String toString() {
            return statement;
        }
    }

    static Stream<Row> rows() {
        return lines("corpus.txt").filter(line -> !line.startsWith("# ")).map(Corpus::row);
    }

    static Stream<String> lines(String resource) {
        var in = Objects.requireNonNull(Corpus.class.getResourceAsStream(resource), resource);
        try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String line) {
        int arrow = line.lastIndexOf(" ==> ");
        return new Row(line.substring(0, arrow).replace("\\n", "\n"), line.substring(arrow + 5));
    }

    static String words(Row row, Analysis analysis) {
        if (analysis instanceof Analysis.NotUnderstood) {
            return "not understood";
        }
        var facts = analysis.facts();
        var words = new StringBuilder();
        facts.effects().forEach(effect -> words.append(words.isEmpty() ? "" : " ").append(effect));
        if (!facts.reads().isEmpty()) {
            words.append("; reads ").append(String.join(" ", facts.reads()));
        }
        if (!facts.writes().isEmpty()) {
            words.append("; writes ").append(String.join(" ", facts.writes()));
        }
        words.append(facts.hasWhere() ? "" : "; unfiltered");
        words.append(facts.destructive() ? "; destructive" : "");
        words.append(analysis.recordableText().equals(row.statement()) ? "" : "; hidden");
        return words.toString();
    }
}
