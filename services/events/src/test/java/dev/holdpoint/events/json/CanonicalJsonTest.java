package dev.holdpoint.events.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** The example of RFC 8785 section 3.2.3; by code points the smiley would come last. */
    @Test
    void keys_are_sorted_by_utf_16_code_units() {
        var object = NODES.objectNode();
        object.put("\u20ac", "Euro Sign");
        object.put("\r", "Carriage Return");
        object.put("\ufb33", "Hebrew Letter Dalet With Dagesh");
        object.put("1", "One");
        object.put("\ud83d\ude00", "Emoji: Grinning Face");
        object.put("\u0080", "Control");
        object.put("\u00f6", "Latin Small Letter O With Diaeresis");

        assertThat(text(object).replaceAll("[^A-Z]*\"[^\"]*\":\"([^\"]*)\"[,}]", "$1;"))
                .isEqualTo(
                        "Carriage Return;One;Control;Latin Small Letter O With Diaeresis;Euro Sign;"
                                + "Emoji: Grinning Face;Hebrew Letter Dalet With Dagesh;");
    }

    @Test
    void nested_objects_are_sorted_and_arrays_keep_their_order() throws IOException {
        assertThat(canonical("{ \"b\": [3, 1, {\"d\": null, \"c\": true}], \"a\": {} }"))
                .isEqualTo("{\"a\":{},\"b\":[3,1,{\"c\":true,\"d\":null}]}");
    }

    /** RFC 8785 section 3.2.2.2: only these escapes, in lower case, and nothing else. */
    @Test
    void only_what_must_be_escaped_is_escaped() {
        assertThat(text(new TextNode("\u20ac$\u000f\nA'\u0042\"\\/\u007f\u2028\b\t\f\r\u001f")))
                .isEqualTo("\"\u20ac$\\u000f\\nA'B\\\"\\\\/\u007f\u2028\\b\\t\\f\\r\\u001f\"");
    }

    @Test
    void characters_beyond_sixteen_bits_are_written_as_they_are() {
        assertThat(text(new TextNode("\ud83d\ude00"))).isEqualTo("\"\ud83d\ude00\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude00", "a\ude00b", "\ud83dx"})
    void half_a_character_becomes_the_replacement_character(String half) {
        assertThat(text(new TextNode(half))).contains("\ufffd").doesNotContain("?");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "9007199254740991, 9007199254740991",
        "-9007199254740991, -9007199254740991"
    })
    void exact_integers_are_written_plainly(String json, String expected) throws IOException {
        assertThat(canonical(json)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740992",
                "-9007199254740992",
                "9223372036854775807",
                "-9223372036854775808",
                "1.0",
                "1e3",
                "0.1"
            })
    void numbers_that_implementations_write_differently_are_refused(String json) {
        assertThatThrownBy(() -> canonical(json)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_is_not_json_is_refused() {
        assertThatThrownBy(() -> text(NODES.binaryNode(new byte[] {1})))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> text(NODES.numberNode(BigInteger.TWO.pow(70))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String canonical(String json) throws IOException {
        return text(new ObjectMapper().readTree(json));
    }

    private static String text(JsonNode node) {
        return new String(CanonicalJson.bytes(node), StandardCharsets.UTF_8);
    }
}
