package dev.holdpoint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlCommentsTest {
    private static final String TRACE = "00-5bd66ef5095369c7b0d1f8f4bd33716a-c532cb4098ac3dd2-01";

    @Test
    void tags_are_read_from_the_comment_at_the_end() {
        assertThat(
                        SqlComments.tags(
                                "SELECT 1 /*model='claude%2Frun%207',traceparent='"
                                        + TRACE
                                        + "'*/ ;\n"))
                .isEqualTo(Map.of("model", "claude/run 7", "traceparent", TRACE));
    }

    @Test
    void an_escaped_quote_is_part_of_the_value() {
        assertThat(SqlComments.tags("SELECT 1 /*who='o\\'brien'*/"))
                .isEqualTo(Map.of("who", "o'brien"));
    }

    @Test
    void a_broken_escape_and_a_plus_stay_as_they_are() {
        assertThat(SqlComments.tags("SELECT 1 /*a='1%zz',b='x+y'*/"))
                .isEqualTo(Map.of("a", "1%zz", "b", "x+y"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "*/",
                "/*/",
                "/**/",
                "SELECT 1",
                "SELECT '/*a=''b''*/'",
                "SELECT 1 /* a plain remark */",
                "/*a='b'*/ SELECT 1",
                "SELECT 1 /*a='b',a='c'*/",
                "SELECT 1 /*a='b' c='d'*/",
                "SELECT 1 /*a=b*/",
                "SELECT 1 /*a='line%0Abreak'*/",
                "SELECT 1 /*a='%E2%80%AE'*/"
            })
    void anything_else_has_no_tags(String text) {
        assertThat(SqlComments.tags(text)).isEmpty();
    }

    @Test
    void neither_many_tags_nor_long_ones_are_kept() {
        var many = new StringBuilder();
        for (int i = 0; i < 21; i++) {
            many.append(i == 0 ? "" : ",").append('k').append(i).append("='v'");
        }

        assertThat(SqlComments.tags("SELECT 1 /*" + many + "*/")).isEmpty();
        assertThat(SqlComments.tags("SELECT 1 /*a='" + "x".repeat(600) + "'*/")).isEmpty();
    }
}
