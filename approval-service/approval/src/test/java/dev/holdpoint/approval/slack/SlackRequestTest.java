package dev.holdpoint.approval.slack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdpoint.approval.slack.SlackRequest.Typed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SL-5: what is no form as Slack sends it, once it is signed. */
class SlackRequestTest {
    @Test
    void a_command_is_read_by_ids_and_never_by_names() {
        var body =
                "team_id=T1&team_domain=evil&user_id=U1&user_name=carol&api_app_id=A1"
                        + "&command=%2Fholdpoint&text=link+ABC";

        assertThat(SlackRequest.of(body.getBytes(UTF_8)))
                .isEqualTo(new Typed(new SlackRequest.Sender("T1", "A1", "U1", "T1"), "link ABC"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "payload",
                "payload=%7B%7D&payload=%7B%7D",
                "payload=%7B%7D&command=%2Fholdpoint",
                "payload=%7B%7D",
                "payload=%ZZ",
                "payload=[]",
                "payload=null",
                "payload=%7B%22type%22%3A1%7D",
                "payload={\"type\":\"block_actions\",\"team\":null}",
                "command=%2Fother&team_id=T1&user_id=U1&api_app_id=A1&text=link",
                "command=%2Fholdpoint&team_id=T1&team_id=T2&user_id=U1&api_app_id=A1&text=link",
                "ssl_check=1",
            })
    void what_is_not_as_slack_sends_it_is_refused(String body) {
        assertThatExceptionOfType(BadSlackRequest.class)
                .isThrownBy(() -> SlackRequest.of(body.getBytes(UTF_8)));
    }

    @Test
    void bytes_that_are_no_text_are_refused() {
        assertThatExceptionOfType(BadSlackRequest.class)
                .isThrownBy(() -> SlackRequest.of("payload=\u00ff".getBytes(ISO_8859_1)));
    }
}
