package dev.holdpoint.approval.slack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.app_backend.SlackSignature;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SL-1 and SL-2, beside what Slack's own library signs. */
class RequestSignatureTest {
    private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final byte[] KEY = SECRET.getBytes(UTF_8);
    private static final Instant NOW = Instant.ofEpochSecond(1_795_000_000);
    private static final String BODY = "payload=%7B%22type%22%3A%22block_actions%22%7D";

    private static String signed(String secret, String timestamp, String body) {
        return new SlackSignature.Generator(secret).generate(timestamp, body);
    }

    private static boolean accepts(String timestamp, String signature, String body) {
        return new RequestSignature(timestamp, signature).isOf(body.getBytes(UTF_8), KEY, NOW);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1, -300, 300})
    void what_slacks_library_signs_is_accepted_for_five_minutes_either_way(long off) {
        var timestamp = Long.toString(NOW.getEpochSecond() + off);

        assertThat(accepts(timestamp, signed(SECRET, timestamp, BODY), BODY)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1794999699",
                "1795000301",
                "0",
                "-1795000000",
                "+1795000000",
                " 1795000000",
                "1795000000 ",
                "now",
                "",
                "1795000000.0",
                "99999999999999999999999999"
            })
    void a_time_outside_of_the_window_or_that_is_none_is_refused_however_it_is_signed(
            String timestamp) {
        assertThat(accepts(timestamp, signed(SECRET, timestamp, BODY), BODY)).isFalse();
    }

    @Test
    void a_signature_of_another_key_version_body_or_form_is_refused() {
        var timestamp = Long.toString(NOW.getEpochSecond());
        var right = signed(SECRET, timestamp, BODY);

        assertThat(accepts(timestamp, right, BODY)).isTrue();
        assertThat(accepts(timestamp, signed(SECRET + "x", timestamp, BODY), BODY)).isFalse();
        assertThat(accepts(timestamp, right.replace("v0=", "v1="), BODY)).isFalse();
        assertThat(accepts(timestamp, right.substring(3), BODY)).isFalse();
        assertThat(accepts(timestamp, right.toUpperCase(Locale.ROOT), BODY)).isFalse();
        assertThat(accepts(timestamp, right + "0", BODY)).isFalse();
        assertThat(accepts(timestamp, "", BODY)).isFalse();
        assertThat(accepts(timestamp, right, BODY + "&")).isFalse();
        assertThat(accepts(timestamp, right, BODY.replace("%7B", "%7b"))).isFalse();
        assertThat(accepts(timestamp, right, "payload={\"type\":\"block_actions\"}")).isFalse();
        assertThat(accepts(timestamp, signed(SECRET, "1795000001", BODY), BODY)).isFalse();
    }

    @Test
    void an_empty_key_accepts_nothing() {
        var signature =
                new RequestSignature(Long.toString(NOW.getEpochSecond()), "v0=" + "0".repeat(64));

        assertThat(signature.isOf(BODY.getBytes(UTF_8), new byte[0], NOW)).isFalse();
    }
}
