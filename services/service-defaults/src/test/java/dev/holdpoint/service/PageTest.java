package dev.holdpoint.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
    @Test
    void a_page_is_followed_by_what_comes_after_its_cursor() {
        var page = page(List.of("a", "b", "ü/c"), 2);

        assertThat(page.items()).containsExactly("A", "B");
        assertThat(Page.after(page.next())).isEqualTo("b");
        assertThat(page(List.of("ü/c"), 2).next()).isNull();
    }

    @Test
    void any_key_survives_its_cursor() {
        var next = page(List.of("ü/c?&=", "x"), 1).next();

        assertThat(next).matches("[A-Za-z0-9_-]+");
        assertThat(Page.after(next)).isEqualTo("ü/c?&=");
    }

    @Test
    void a_listing_that_fits_has_no_next_page() {
        assertThat(page(List.of("a", "b"), 2).next()).isNull();
        assertThat(page(List.of(), 2).items()).isEmpty();
        assertThat(Page.after(null)).isEmpty();
    }

    @Test
    void fifty_rows_unless_told() {
        assertThat(Page.limit(null)).isEqualTo(50);
        assertThat(Page.limit(1)).isEqualTo(1);
        assertThat(Page.limit(500)).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "1e3", "99999999999999999999", "5 "})
    void what_is_no_number_is_told_by_its_parameter(String value) {
        var unread = catchThrowableOfType(NumberFormatException.class, () -> Long.valueOf(value));
        var parameters = Map.of("state", List.of("open"), "limit", List.of(value));

        assertThat(NumberParameters.problem(unread, parameters))
                .hasValueSatisfying(
                        problem -> {
                            assertThat(problem.status()).isEqualTo(400);
                            assertThat(problem.code()).isEqualTo("bad-limit");
                            assertThat(problem).hasMessage("limit is 1 to 500, not " + value + ".");
                        });
        assertThat(NumberParameters.problem(unread, Map.of("from", List.of(value))))
                .hasValueSatisfying(
                        problem ->
                                assertThat(problem).hasMessageContaining("from is a whole number"));
    }

    @Test
    void of_parameters_with_the_same_text_none_is_blamed() {
        var unread = catchThrowableOfType(NumberFormatException.class, () -> Long.valueOf("x"));
        var parameters = Map.of("target", List.of("x"), "limit", List.of("x"));

        assertThat(NumberParameters.problem(unread, parameters))
                .hasValueSatisfying(
                        problem -> {
                            assertThat(problem.code()).isEqualTo("bad-number");
                            assertThat(problem)
                                    .hasMessage("One of limit, target is a whole number, not x.");
                        });
    }

    @Test
    void what_is_not_there_is_no_mistake_of_a_number() {
        var unread = catchThrowableOfType(NumberFormatException.class, () -> Long.valueOf("x"));
        var parameters = Map.of("limit", List.of("50"));

        assertThat(NumberParameters.problem(unread, parameters)).isEmpty();
        assertThat(NumberParameters.problem(null, parameters)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 501, Integer.MAX_VALUE})
    void other_limits_are_the_callers_mistake(int asked) {
        assertThatThrownBy(() -> Page.limit(asked))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem.status()).isEqualTo(400);
                            assertThat(problem.code()).isEqualTo("bad-limit");
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"%%%", "a b", "=", "ü"})
    void a_made_up_cursor_is_the_callers_mistake(String cursor) {
        assertThatThrownBy(() -> Page.after(cursor))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.code()).isEqualTo("bad-cursor"));
    }

    private static Page<String> page(List<String> rows, int limit) {
        return Page.of(rows, limit, row -> row, row -> row.toUpperCase(Locale.ROOT));
    }
}
