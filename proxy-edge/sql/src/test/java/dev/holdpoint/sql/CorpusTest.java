package dev.holdpoint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CorpusTest {
    static Stream<Corpus.Row> rows() {
        return Corpus.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_statement_is_understood_for_what_it_does(Corpus.Row row) {
        assertThat(Corpus.words(row, Analysing.of(row.statement()))).isEqualTo(row.expected());
    }

    @Test
    void the_corpus_is_large_enough_to_mean_something() {
        assertThat(rows().map(Corpus.Row::statement).distinct()).hasSizeGreaterThanOrEqualTo(300);
    }
}
