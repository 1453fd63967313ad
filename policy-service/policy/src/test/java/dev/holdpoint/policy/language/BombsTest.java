package dev.holdpoint.policy.language;

import static dev.holdpoint.policy.language.SampleDocuments.GRANT;
import static dev.holdpoint.policy.language.SampleDocuments.POLICY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdpoint.policy.evaluate.Asking;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents made to take for ever, to fill the memory, or to mean more than they show. */
@Timeout(120)
class BombsTest {
    private static final int MUCH = 10_000;
    private static final int MOST_TOLD = 250_000;
    private static final String ROLE =
            """
            apiVersion: holdpoint.dev/v1
            kind: Role
            metadata: { name: %s }
            spec: { role: %s }
            """;

    static Stream<Arguments> bombs() {
        return Stream.of(
                arguments("an anchor of itself", "a: &a [ *a ]", "Anchors and aliases"),
                arguments("a mapping of itself", "&a { b: *a }", "Anchors and aliases"),
                arguments("a merge of itself", "a: &a { <<: *a }", "Anchors and aliases"),
                arguments("deep lists", "[".repeat(MUCH), "not YAML"),
                arguments("deep mappings", "{a: ".repeat(1_000), "not YAML"),
                arguments("deep blocks", deepBlocks(), "not YAML"),
                arguments("a class to be made", "!!java.net.URL [ 'http://x' ]", "not YAML"),
                arguments("a megabyte", POLICY.replace("Ask.", "x".repeat(1 << 20)), "characters"),
                arguments("a long text", POLICY.replace("Ask.", "x".repeat(100_000)), "4096"),
                arguments("a long word", "k".repeat(200_000) + ": 1", "not YAML"),
                arguments(
                        "a long name",
                        POLICY.replace("payments }\nspec", "x".repeat(100) + " }\nspec"),
                        "63"),
                arguments("many fields", manyFields(), "no field"),
                arguments("many documents", "---\nkind: x\n".repeat(3_000), "1000 documents"),
                arguments(
                        "a large number",
                        POLICY.replace("votes: 2", "votes: " + "9".repeat(400)),
                        "1 to 20"),
                arguments("a long time", POLICY.replace("15m", "9".repeat(400) + "h"), "15m or 2h"),
                arguments("a NUL", POLICY.replace("Ask.", "A\0k."), "U+0000 cannot be seen"),
                arguments("a NUL by its number", inQuotes("A\\0k."), "reason has a character"),
                arguments("a turned text", inQuotes("A\\u202ek."), "reason has a character"),
                arguments("a turned comment", POLICY + "# \u2066 x", "U+2066 cannot be seen"),
                arguments("a comment that ends", hiddenRule("\u2028"), "U+2028 cannot be seen"),
                arguments("a line end of old", hiddenRule("\u0085"), "U+0085 cannot be seen"),
                arguments("half a line end", hiddenRule("\r"), "U+000D cannot be seen"),
                arguments("a mark of direction", POLICY + "# \u200f", "U+200F cannot be seen"),
                arguments("a filler", POLICY + "# \u3164", "U+3164 cannot be seen"),
                arguments("half a character", POLICY.replace("Ask.", "A\ud800k."), "not YAML"),
                arguments("nothing to give", ROLE.formatted("a", "b"), "no field role"),
                arguments("roles in a ring", ring(), "no field role"),
                arguments("an empty document", "---\n", "must be a mapping"));
    }

    private static String inQuotes(String reason) {
        return POLICY.replace("Ask.", '"' + reason + '"');
    }

    /** YAML ends its line there, an editor and a terminal do not: it looks like a comment. */
    private static String hiddenRule(String lineEnd) {
        return POLICY + "# nothing to see here" + lineEnd + "---" + lineEnd + POLICY;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    void a_bomb_is_refused_in_few_words(String name, String text, String told) {
        var failure = failure(List.of(new SourceFile("test.yaml", text)));

        assertThat(failure).hasMessageContaining(told).hasMessageContaining("test.yaml:");
        assertThat(String.valueOf(failure.getMessage())).hasSizeLessThan(MOST_TOLD);
    }

    @Test
    void too_many_rules_are_refused_before_any_of_them_is_compiled() {
        var rules = new StringBuilder("apiVersion: holdpoint.dev/v1\nkind: Policy\n");
        rules.append("metadata: { name: p }\nspec:\n  targets: { names: [ '*' ] }\n  rules:\n");
        IntStream.range(0, 499)
                .forEach(
                        i ->
                                rules.append(
                                        "    - { name: r, decide: deny, match: {}, when: wrong }\n"));
        var files = new ArrayList<SourceFile>();
        for (int i = 0; i < 5; i++) {
            files.add(new SourceFile("p%d.yaml".formatted(i), rules.toString()));
        }

        assertThat(failure(files).findings())
                .singleElement()
                .satisfies(one -> assertThat(one.message()).contains("2000 rules are accepted"));
    }

    @Test
    void too_many_files_are_refused_before_any_of_them_is_read() {
        var files =
                IntStream.rangeClosed(0, 200)
                        .mapToObj(i -> new SourceFile(i + ".yaml", "not: [ even ] yaml"))
                        .toList();

        assertThat(failure(files).findings())
                .singleElement()
                .satisfies(one -> assertThat(one.message()).contains("200 files"));
    }

    @Test
    void of_very_many_mistakes_the_first_hundred_are_told() {
        var failure = failure(List.of(new SourceFile("test.yaml", "---\n- 1\n".repeat(900))));

        assertThat(failure.findings()).hasSize(101);
        assertThat(failure.findings().getLast().message()).contains("800 more");
    }

    @Test
    void a_grant_whose_role_gives_a_role_is_refused() {
        var grant = GRANT.replace("targets: { names: [ payments ] }", "role: a");
        var text = grant.replace("  effects: [ read ]\n", "") + "---\n" + ring();

        assertThat(failure(List.of(new SourceFile("test.yaml", text))))
                .hasMessageContaining("is broken itself");
    }

    private static String ring() {
        return ROLE.formatted("a", "b") + "---\n" + ROLE.formatted("b", "a");
    }

    private static String deepBlocks() {
        var text = new StringBuilder();
        for (int depth = 0; depth < 500; depth++) {
            text.append(" ".repeat(depth)).append("a:\n");
        }
        return text.toString();
    }

    private static String manyFields() {
        var text = new StringBuilder();
        for (int i = 0; i < 9_000; i++) {
            text.append("k").append(i).append(": 1\n");
        }
        return text.toString();
    }

    private static InvalidDocuments failure(List<SourceFile> files) {
        return catchThrowableOfType(InvalidDocuments.class, () -> Asking.reader().read(files));
    }
}
