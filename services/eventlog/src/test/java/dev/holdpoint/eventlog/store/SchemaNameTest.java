package dev.holdpoint.eventlog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaNameTest {
    @Test
    void a_name_stands_in_sql_as_it_is() {
        assertThat(new SchemaName("audit_2")).hasToString("audit_2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Audit", "2audit", "a-b", "a b", "a;drop schema b", "a\"", "ä"})
    void a_name_that_would_need_quotes_is_refused(String name) {
        assertThatThrownBy(() -> new SchemaName(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_name_leaves_room_for_what_is_made_of_it() {
        assertThatThrownBy(() -> new SchemaName("a".repeat(42)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(StoreSchema.channel(new SchemaName("a".repeat(41)))).hasSizeLessThan(63);
    }
}
