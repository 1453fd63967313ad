package dev.holdpoint.policy.match;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
    @ParameterizedTest
    @CsvSource({
        "public.customers, public.customers, true,  true",
        "public.customers, customers,        true,  false",
        "public.customers, PUBLIC.Customers, true,  false",
        "public.customers, sales.customers,  false, false",
        "public.*,         public.orders,    true,  true",
        "public.*,         orders,           true,  false",
        "customers,        public.customers, true,  false",
        "customers,        customers,        true,  true",
        "cust*,            orders,           false, false",
        "*,                anything.at.all,  true,  true"
    })
    void deny_asks_what_could_be_meant_and_allow_what_certainly_is(
            String pattern, String name, boolean mayMean, boolean covers) {
        assertThat(new NamePattern(pattern).mayMean(name)).isEqualTo(mayMean);
        assertThat(new NamePattern(pattern).covers(name)).isEqualTo(covers);
    }

    @ParameterizedTest
    @CsvSource({
        "public.customers.card_number, card_number,   true",
        "public.customers.card_number, c.card_number, true",
        "public.customers.card_number, c.*,           true",
        "card_*,                       CARD_NUMBER,   true",
        "card_number,                  email,         false"
    })
    void a_column_may_hide_behind_an_alias_or_a_star(String pattern, String name, boolean mayMean) {
        assertThat(new NamePattern(pattern).mayMeanColumn(name)).isEqualTo(mayMean);
    }

    @ParameterizedTest
    @CsvSource({
        "*,     '',       true",
        "a*c,   abbbc,    true",
        "a*c,   abbb,     false",
        "a*b*c, a--b--c,  true",
        "**a,   bba,      true",
        "a,     ab,       false"
    })
    void a_star_stands_for_any_characters(String pattern, String text, boolean matches) {
        assertThat(new Glob(pattern).matches(text)).isEqualTo(matches);
    }
}
