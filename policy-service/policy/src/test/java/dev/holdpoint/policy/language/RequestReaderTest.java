package dev.holdpoint.policy.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.evaluate.Asking;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked for over REST, in the words of documents. */
class RequestReaderTest {
    private static final PrincipalId CAROL = new PrincipalId("http://issuer", "carol");
    private static final String TARGET =
            """
            {"protocol": "postgres", "host": "db", "port": 5432, "database": "billing",
             "username": "app", "secret": "%s", "tls": "verify-full", "labels": {"data": "money"}}
            """;

    @Test
    void a_grant_is_read_with_its_issuer() {
        var issued =
                RequestReader.issue(
                        """
                        {"id": "refunds", "subjects": ["alice"], "groups": ["dba"],
                         "targets": {"names": ["payments"]}, "effects": ["write", "read"],
                         "owner": "bob", "expiresAt": "2027-01-31T18:00:00Z",
                         "reviewBy": "2026-12-31", "reason": "ticket 7 \\u00e9"}
                        """,
                        CAROL);

        assertThat(issued.id()).contains("refunds");
        assertThat(issued.reason()).isEqualTo("ticket 7 \u00e9");
        assertThat(issued.spec())
                .isEqualTo(
                        new GrantSpec(
                                List.of("alice"),
                                List.of("dba"),
                                List.of(new TargetName("payments")),
                                Map.of(),
                                List.of(Effect.READ, Effect.WRITE),
                                "bob",
                                Instant.parse("2027-01-31T18:00:00Z"),
                                Instant.parse("2026-12-31T00:00:00Z"),
                                "rest",
                                null,
                                CAROL,
                                null));
    }

    @Test
    void names_of_grants_that_requests_become_are_nobody_elses() {
        var grant =
                """
                {"id": "access-0199", "subjects": ["alice"], "targets": {"names": ["payments"]},
                 "effects": ["read"], "owner": "bob", "reason": "mine"}
                """;
        var document =
                """
                apiVersion: holdpoint.dev/v1
                kind: Grant
                metadata: { name: access-0199 }
                spec:
                  subjects: [ alice ]
                  targets: { names: [ payments ] }
                  effects: [ read ]
                  owner: bob
                """;

        assertThatThrownBy(() -> RequestReader.issue(grant, CAROL))
                .isInstanceOf(InvalidDocuments.class)
                .hasMessageContaining("does not begin with access-");
        assertThatThrownBy(
                        () -> Asking.reader().read(List.of(new SourceFile("grant.yaml", document))))
                .isInstanceOf(InvalidDocuments.class)
                .hasMessageContaining("does not begin with access-");
    }

    @Test
    void what_a_grant_is_narrowed_to_keeps_what_it_does_not_name() {
        var narrowed = RequestReader.narrow("{\"effects\": [\"read\"], \"reason\": \"enough\"}");

        assertThat(narrowed.reason()).isEqualTo("enough");
        assertThat(narrowed.less().effects()).contains(List.of(Effect.READ));
        assertThat(narrowed.less().subjects()).isEmpty();
        assertThat(narrowed.less().selection()).isEmpty();
        assertThat(narrowed.less().expiresAt()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"reason": "x", "expires_at": "2027-01-01"} | A grant has no field expires_at
                    {"reason": "x", "role": "editor"}           | A grant has no field role
                    {"reason": "x", "subjects": null}           | body:1:29: null is no value
                    {"subjects": ["a"], "subjects": ["b"]}      | is there twice
                    {} {}                                       | This is not YAML
                    []                                          | must be a mapping
                    nonsense                                    | must be a mapping
                    {"subjects": ["a"], "owner": "b"}           | has no targets
                    """)
    void a_mistake_is_told_with_its_place(String body, String told) {
        assertThatThrownBy(() -> RequestReader.issue(body, CAROL))
                .isInstanceOf(InvalidDocuments.class)
                .hasMessageContaining(told);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "+999999999-01-01T00:00:00Z",
                "+999999999-12-31",
                "+10000-01-01",
                "-0001-01-01T00:00:00Z"
            })
    void a_moment_that_other_languages_and_databases_do_not_know_is_refused(String moment) {
        var body = "{\"reviewBy\": \"%s\", \"reason\": \"x\"}".formatted(moment);

        assertThatThrownBy(() -> RequestReader.review(body))
                .isInstanceOf(InvalidDocuments.class)
                .hasMessageContaining("is not a point in time");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"\\u0000", "\\u001b[2J", "\\u202e", "\\u2028", "\\u200b", "\\ufeff"})
    void a_character_that_cannot_be_seen_is_refused(String hidden) {
        var body = "{\"reason\": \"left%sthe team\"}".formatted(hidden);

        assertThatThrownBy(() -> RequestReader.reason(body))
                .isInstanceOf(InvalidDocuments.class)
                .hasMessageContaining("reason has a character that cannot be seen");
    }

    @Test
    void letters_of_any_script_and_line_ends_are_texts() {
        var body = "{\"reason\": \"\\u05e9\\u05dc\\u05d5\\u05dd \\ud83d\\ude00\\n\\tok\"}";

        assertThat(RequestReader.reason(body)).isEqualTo("שלום 😀\n\tok");
    }

    @Test
    void a_reason_is_needed() {
        assertThatThrownBy(() -> RequestReader.reason("{}")).hasMessageContaining("has no reason");
        assertThatThrownBy(() -> RequestReader.reason("{\"reason\": \" \"}"))
                .hasMessageContaining("reason is empty");
        assertThatThrownBy(() -> RequestReader.reason("{\"reason\": \"" + "x".repeat(501) + "\"}"))
                .hasMessageContaining("longer than 500");
    }

    @Test
    void a_target_is_read_with_the_reference_of_its_secret() {
        var spec = RequestReader.target(TARGET.formatted("env:BILLING"), _ -> {});

        assertThat(spec.secret()).isEqualTo("env:BILLING");
        assertThat(spec.labels()).isEqualTo(Map.of("data", "money"));
    }

    @Test
    void a_credential_itself_is_refused_and_not_repeated() {
        assertThatThrownBy(() -> RequestReader.target(TARGET.formatted("hunter2"), _ -> {}))
                .hasMessageContaining("secret must be a reference, not the credential itself")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }

    @Test
    void the_configuration_of_the_service_cannot_be_read_by_an_expression() {
        var body = TARGET.formatted("env:X").replace("\"db\"", "\"${holdpoint.state-dir}\"");

        assertThatThrownBy(() -> RequestReader.target(body, _ -> {}))
                .hasMessageContaining("has no value");
    }
}
