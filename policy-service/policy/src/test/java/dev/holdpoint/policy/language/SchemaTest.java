package dev.holdpoint.policy.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdpoint.events.Detector;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.match.Protocol;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema says what the reader says; what of its mistakes it sees is in their own tests. */
class SchemaTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\n(apiVersion: .*?)^```$");
    private static final String RISK =
            "  risk: [ { name: wide, add: 30, match: {} }, { name: small, add: -5, match: {"
                    + " effects: read }, when: \"!statement.destructive\" } ]\n";
    private static final String LIMITED =
            """
            apiVersion: holdpoint.dev/v1
            kind: Policy
            metadata: { name: limited }
            spec:
              targets: { names: "*" }
              rules: [ { name: all, decide: allow, match: { effects: read }, limits: { rows: 5 } } ]
            """;
    private static final String STAGED =
            SampleDocuments.POLICY.replace(
                    "from: [ { group: dba, votes: 2 } ]",
                    "stages: [ { from: [ { group: dba, notIn: interns } ] }, { from: [ { group: sre"
                            + " } ] } ]");
    private static final String BY_ROLE =
            SampleDocuments.GRANT.replaceFirst("(?s)  targets.*?(?=  owner)", "  role: reader\n");
    private static final String ROLE =
            """
            apiVersion: holdpoint.dev/v1
            kind: Role
            metadata: { name: reader }
            spec: { targets: { names: payments }, effects: read }
            """;

    static Stream<String> accepted() throws IOException {
        var own =
                Stream.of(
                        SampleDocuments.POLICY + RISK,
                        SampleDocuments.POLICY + SampleDocuments.REQUESTS,
                        SampleDocuments.POLICY + "  recording: results\n",
                        SampleDocuments.POLICY + "  limits: { rows: 1000 }\n",
                        LIMITED,
                        SampleDocuments.POLICY.replace(
                                "mode: wait", "mode: ticket, wait: 30s, window: 2m"),
                        SampleDocuments.POLICY.replace(
                                "mode: wait", "inTransaction: { wait: 60s }"),
                        SampleDocuments.POLICY.replace("mode: wait", "inTransaction: true"),
                        STAGED,
                        SampleDocuments.POLICY.replace(
                                "mode: wait",
                                "remind: 5m, escalate: { after: 10m, to: leads },"
                                        + " breakGlass: [ on-call ]"),
                        SampleDocuments.POLICY.replace("{ keepLast: 4 }", "'null'"),
                        SampleDocuments.POLICY.replace(
                                "columns: [ public.customers.card_number ]",
                                "name: pan\n      detect: credit-card"),
                        SampleDocuments.GRANT,
                        BY_ROLE + "---\n" + ROLE,
                        SampleDocuments.TARGET,
                        VouchedReaderTest.TARGET);
        var demo = Asking.demo().stream().map(SourceFile::text);
        return Stream.of(own, demo, documented()).flatMap(texts -> texts);
    }

    private static Stream<String> documented() throws IOException {
        var text = Files.readString(Path.of("../../docs/policy-language.md"));
        return BLOCK.matcher(text).results().map(block -> block.group(1));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void what_the_reader_accepts_the_schema_accepts(String text) {
        var files = List.of(new SourceFile("test.yaml", text));

        assertThat(Asking.reader().read(files)).isNotEmpty();
        assertThat(SchemaCheck.errors(text)).isEmpty();
    }

    @Test
    void the_examples_of_the_documentation_are_among_them() throws IOException {
        assertThat(documented()).hasSizeGreaterThanOrEqualTo(4);
    }

    static Stream<Arguments> mappings() {
        var policy = SampleDocuments.POLICY + RISK;
        return Stream.of(
                Arguments.of(policy, "rules:", "policy"),
                Arguments.of(policy, "decide: hold", "rule"),
                Arguments.of(policy, "principal:", "match"),
                Arguments.of(policy, "expires:", "approval"),
                Arguments.of(policy, "using:", "mask"),
                Arguments.of(policy, "votes:", "quorumPart"),
                Arguments.of(policy, "add:", "riskEntry"),
                Arguments.of(policy, "labels:", "policyTargets"),
                Arguments.of(
                        SampleDocuments.POLICY + SampleDocuments.REQUESTS,
                        "longest:",
                        "requestable"),
                Arguments.of(LIMITED, "rows:", "limits"),
                Arguments.of(SampleDocuments.GRANT, "owner:", "grant"),
                Arguments.of(SampleDocuments.GRANT, "names:", "grantTargets"),
                Arguments.of(ROLE, "effects:", "role"),
                Arguments.of(SampleDocuments.TARGET, "host:", "target"),
                Arguments.of(VouchedReaderTest.TARGET, "definition:", "vouchedFunction"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("mappings")
    void it_knows_the_fields_the_reader_knows(String text, String field, String definition) {
        var strange = text.replaceFirst(field + ".*", "{strange}");
        var line = text.substring(text.indexOf(field)).lines().findFirst().orElseThrow();
        var edited = strange.replace("{strange}", "strange" + line.substring(line.indexOf(':')));

        var hint =
                catchThrowableOfType(
                                InvalidDocuments.class,
                                () ->
                                        Asking.reader()
                                                .read(List.of(new SourceFile("t.yaml", edited))))
                        .findings()
                        .getFirst()
                        .hint();

        var known = hint.substring(hint.indexOf(':') + 2, hint.length() - 1).split(", ", -1);
        assertThat(definition(definition).getJsonObject("properties").fieldNames())
                .containsExactlyInAnyOrder(known);
    }

    @Test
    void it_knows_the_words_the_reader_knows() {
        assertThat(words("effect")).isEqualTo(words(Effect.values()));
        assertThat(words("principalKind")).isEqualTo(words(PrincipalKind.values()));
        assertThat(words("protocol")).isEqualTo(words(Protocol.values()));
        assertThat(words("detector")).isEqualTo(words(Detector.values()));
    }

    @Test
    void it_is_a_schema_of_draft_2020_12() {
        assertThat(SchemaCheck.errorsOfTheSchema()).isEmpty();
    }

    private static JsonObject definition(String name) {
        return new JsonObject(DocumentSchema.text()).getJsonObject("$defs").getJsonObject(name);
    }

    private static List<String> words(String definition) {
        return definition(definition).getJsonArray("enum").stream().map(String::valueOf).toList();
    }

    private static List<String> words(Enum<?>... constants) {
        return Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }
}
