package dev.holdpoint.policy.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.VouchedFunction;
import dev.holdpoint.policy.evaluate.Asking;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a target's document says of code that somebody vouches for. */
class VouchedReaderTest {
    private static final String DIGEST = "sha256:" + "0a".repeat(32);
    static final String TARGET =
            """
            apiVersion: holdpoint.dev/v1
            kind: Target
            metadata: { name: payments }
            spec:
              protocol: postgres
              host: db.internal
              port: 5432
              database: payments
              username: app
              secret: env:PAYMENTS
              tls: require
              functions:
                - name: public.touch()
                  effects: []
                  definition: DIGEST
                - name: public.order(integer, numeric(10,2))
                  effects: [ write, read ]
                  reads: [ public.prices ]
                  writes: [ public.orders ]
                  definition: DIGEST
            """
                    .replace("DIGEST", DIGEST);

    private static List<VouchedFunction> read(String text) {
        var documents = Asking.reader().read(List.of(new SourceFile("test.yaml", text)));
        return ((TargetDocument) documents.getFirst()).spec().functions();
    }

    @Test
    void functions_are_read_as_the_target_writes_them() {
        assertThat(read(TARGET))
                .containsExactly(
                        new VouchedFunction(
                                "public.touch()",
                                List.of(),
                                List.of(),
                                List.of(),
                                new Digest(DIGEST)),
                        new VouchedFunction(
                                "public.order(integer,numeric(10,2))",
                                List.of(Effect.READ, Effect.WRITE),
                                List.of("public.prices"),
                                List.of("public.orders"),
                                new Digest(DIGEST)));
    }

    @Test
    void a_target_without_them_vouches_for_nothing() {
        assertThat(read(TARGET.substring(0, TARGET.indexOf("  functions:")))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'public.\"Touch it\"(\"My types\".\"T\"[])'",
                "public.f(timestamp with time zone,character varying[])",
                "'\"a\"\"b\".f()'"
            })
    void names_of_every_kind_are_understood(String name) {
        var text = TARGET.replace("public.touch()", name);

        assertThat(read(text)).hasSize(2);
        assertThat(SchemaCheck.errors(text)).isEmpty();
    }

    @ParameterizedTest(name = "{0} => {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    public.touch() -> touch()                  | 13:13 | Write schema.name(argument types)
                    public.touch() -> public.touch             | 13:13 | Write schema.name(argument types)
                    public.touch() -> public.*()               | 13:13 | Write schema.name(argument types)
                    public.touch() -> public.touch(())         | 13:13 | Write schema.name(argument types)
                    name: public.touch() -> named: public.touch() | 13:7 | Known fields: name, effects
                    effects: [] -> effects: [ reads ]          | 14:18 | Use one of read, write
                    effects: [] -> effects: [ ddl ]            | 14:18 | Use read, write, file, program
                    effects: [] -> effects: [ unknown ]        | 14:18 | stays unknown
                    effects: [] -> reads: []                   | 13:7  | effects: [] if it only computes
                    [ public.prices ] -> [ prices ]            | 18:16 | Write schema.table
                    [ public.orders ] -> [ public.* ]          | 19:17 | without globs
                    [ write, read ] -> [ read ]                | 19:15 | Add write to its effects
                    [ write, read ] -> [ write ]               | 18:14 | Add read to its effects
                    definition: sha256 -> definition: md5      | 15:19 | Write sha256: and 64
                    definition: sha256:0a -> definition: sha256:XY | 15:19 | Write sha256: and 64
                    """)
    void a_mistake_is_pointed_at_with_what_would_be_right(
            String change, String place, String hint) {
        var edit = change.split(" -> ", -1);
        var text = TARGET.replaceFirst(Pattern.quote(edit[0].strip()), edit[1].strip());

        assertThat(text).isNotEqualTo(TARGET);
        assertThat(finding(text)).contains("test.yaml:" + place).contains(hint);
        assertThat(SchemaCheck.errors(text)).isNotEmpty();
    }

    @Test
    void the_digest_is_required() {
        var text = TARGET.replaceFirst("      definition: .*\n", "");

        assertThat(finding(text)).contains("test.yaml:13:7").contains("Add the field definition");
        assertThat(SchemaCheck.errors(text)).isNotEmpty();
    }

    @Test
    void a_function_is_there_once() {
        var text = TARGET.replace("public.order(integer, numeric(10,2))", "public.touch()");

        assertThat(finding(text)).contains("test.yaml:16:13").contains("Keep one of them");
    }

    private static String finding(String text) {
        var failure = catchThrowableOfType(InvalidDocuments.class, () -> read(text));
        return failure.findings().getFirst().toString();
    }
}
