package dev.holdpoint.approval.webhook;

import static dev.holdpoint.approval.webhook.Specification.BODY;
import static dev.holdpoint.approval.webhook.Specification.ID;
import static dev.holdpoint.approval.webhook.Specification.SECRET;
import static dev.holdpoint.approval.webhook.Specification.SIGNATURE;
import static dev.holdpoint.approval.webhook.Specification.TIMESTAMP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.policy.contract.secret.SecretMissing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningKeyTest {
    private static final Instant THEN = Instant.ofEpochSecond(TIMESTAMP);

    @TempDir private Path directory;

    @Test
    void the_published_example_is_signed_as_published() {
        assertThat(SigningKey.parse(SECRET).sign(ID, TIMESTAMP, BODY)).isEqualTo(SIGNATURE);
    }

    @Test
    void the_published_example_is_accepted_and_nothing_else_is() {
        assertThat(accepts(ID, SIGNATURE, BODY, THEN)).isTrue();
        assertThat(accepts(ID, "v1,AAAA v2,BBBB " + SIGNATURE, BODY, THEN)).isTrue();
        assertThat(accepts(ID, SIGNATURE.replace("v1", "v1a"), BODY, THEN)).isFalse();
        assertThat(accepts(ID + "x", SIGNATURE, BODY, THEN)).isFalse();
        assertThat(accepts(ID, SIGNATURE, BODY + " ", THEN)).isFalse();
        assertThat(accepts(ID, SIGNATURE, BODY, THEN.plusSeconds(301))).isFalse();
        assertThat(accepts(ID, SIGNATURE, BODY, THEN.minusSeconds(301))).isFalse();
    }

    private static boolean accepts(String id, String signatures, String body, Instant now) {
        var headers =
                Map.of(
                        "webhook-id", id,
                        "webhook-timestamp", Long.toString(TIMESTAMP),
                        "webhook-signature", signatures);
        return Specification.accepts(headers, body.getBytes(UTF_8), SECRET, now);
    }

    @Test
    void signatures_of_any_text_are_accepted_by_who_has_the_secret_only() {
        var body = "{\"reason\":\"\u00fc \ud83d\ude80 \\u0000\"}";
        var signature = SigningKey.parse(SECRET).sign(ID, TIMESTAMP, body);

        assertThat(accepts(ID, signature, body, THEN)).isTrue();
        var other = "whsec_" + "A".repeat(32);
        assertThat(SigningKey.parse(other).sign(ID, TIMESTAMP, body)).isNotEqualTo(signature);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                      | is empty",
                "'  '                                    | is empty",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw        | does not begin with whsec_",
                "whsec_                                  | too short",
                "whsec_c2hvcnQ=                          | too short",
                "whsec_canary not base64                 | is not base64",
            })
    void a_secret_of_another_form_is_refused_and_never_quoted(String text, String message)
            throws IOException {
        var file = Files.writeString(directory.resolve("secret"), text + "\n");

        assertThatThrownBy(() -> SigningKey.open("file:" + file))
                .isInstanceOf(SecretMissing.class)
                .hasMessageContaining("file:" + file)
                .hasMessageContaining(message)
                .satisfies(
                        e ->
                                assertThat(e.getMessage())
                                        .doesNotContain("c2hvcnQ", "canary", "MfKQ9r8"));
    }

    @Test
    void a_secret_is_read_from_a_file_or_the_environment_only() throws IOException {
        var file = Files.writeString(directory.resolve("secret"), SECRET + "\n");

        assertThat(SigningKey.open("file:" + file)).isEqualTo(SigningKey.parse(SECRET));
        for (var reference : new String[] {SECRET, "vault:a/b#c", "env:NO_SUCH_ONE", "file:/no"}) {
            assertThatThrownBy(() -> SigningKey.open(reference)).isInstanceOf(SecretMissing.class);
        }
    }
}
