package dev.holdpoint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What two texts must have in common to be the same statement but for its constants. */
class FingerprintTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT id FROM payments WHERE id = 1 | SELECT id FROM payments WHERE id = 2",
                "SELECT id FROM payments WHERE a = 'x' | select id from payments where a = $1",
                "DELETE FROM orders WHERE id IN (1, 2) | DELETE FROM orders WHERE id IN (3, 4, 5)",
                "INSERT INTO orders (id) VALUES (1) | INSERT INTO orders (id) /* two */ VALUES (2)"
            })
    void constants_and_spelling_do_not_count(String one, String other) {
        assertThat(fingerprint(one)).isEqualTo(fingerprint(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT id FROM payments WHERE id = 1 | SELECT a FROM payments WHERE id = 1",
                "SELECT id FROM payments WHERE id = 1 | SELECT id FROM orders WHERE id = 1",
                "SELECT id FROM payments WHERE id = 1 | SELECT id FROM payments WHERE id > 1",
                "SELECT id FROM payments WHERE id = 1 | SELECT id FROM payments",
                "DELETE FROM orders WHERE id = 1 | DELETE FROM orders WHERE id = 1 RETURNING id"
            })
    void whatever_else_does_count(String one, String other) {
        assertThat(fingerprint(one)).isNotEqualTo(fingerprint(other));
    }

    private static String fingerprint(String text) {
        var analysis = Analysing.of(text);
        assertThat(analysis).as(text).isInstanceOf(Analysis.Understood.class);
        return ((Analysis.Understood) analysis).facts().fingerprint();
    }
}
