package dev.holdpoint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.sql.SessionSetting.Change;
import dev.holdpoint.sql.SessionSetting.Reset;
import dev.holdpoint.sql.SessionSetting.Show;
import dev.holdpoint.sql.SessionSetting.Unusable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionSettingTest {
    @Test
    void the_gateways_own_settings_are_told_from_the_targets() {
        assertThat(Analysing.understood("SET holdpoint.justification = 'ticket 7'").settings())
                .containsExactly(new Change("justification", "ticket 7", false));
        assertThat(Analysing.understood("SET LOCAL HOLDPOINT.Justification TO 'x'").settings())
                .containsExactly(new Change("justification", "x", true));
        assertThat(Analysing.understood("RESET holdpoint.justification").settings())
                .containsExactly(new Reset("justification", false));
        assertThat(Analysing.understood("SET holdpoint.justification TO DEFAULT").settings())
                .containsExactly(new Reset("justification", false));
        assertThat(Analysing.understood("SHOW holdpoint.justification").settings())
                .containsExactly(new Show("justification"));
        assertThat(Analysing.understood("SET application_name = 'holdpoint.x'").settings())
                .isEmpty();
    }

    @Test
    void every_one_of_a_text_is_told() {
        assertThat(
                        Analysing.understood("SELECT 1; SET holdpoint.a = 'b'; SHOW holdpoint.a")
                                .settings())
                .containsExactly(new Change("a", "b", false), new Show("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET holdpoint.justification = 'a', 'b'",
                "SET holdpoint.justification = 7",
                "SET holdpoint.justification FROM CURRENT",
                "ALTER SYSTEM SET holdpoint.justification = 'a'",
                "ALTER ROLE bob SET holdpoint.justification = 'a'"
            })
    void other_forms_are_named_unusable_or_are_the_targets_business(String text) {
        assertThat(Analysing.understood(text).settings())
                .allSatisfy(setting -> assertThat(setting).isInstanceOf(Unusable.class));
    }
}
