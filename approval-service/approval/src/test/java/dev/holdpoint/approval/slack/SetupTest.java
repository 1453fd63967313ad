package dev.holdpoint.approval.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.approval.slack.Setup.Off;
import dev.holdpoint.approval.slack.Setup.On;
import dev.holdpoint.approval.slack.Setup.Refused;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SL-1: without its secrets, and with any other wrong setting, Slack is not used at all. */
class SetupTest {
    @TempDir private Path directory;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("secret"), SlackCaller.SECRET + "\n");
        Files.writeString(directory.resolve("token"), SlackStandIn.TOKEN + "\n");
        Files.writeString(directory.resolve("empty"), "\n");
    }

    static Setup setup(Map<String, String> properties) {
        var full = new HashMap<String, String>();
        properties.forEach((key, value) -> full.put("holdpoint.approval.slack." + key, value));
        return Setup.of(
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .addDiscoveredConverters()
                        .withSources(new PropertiesConfigSource(full, "test", 200))
                        .withMapping(SlackSettings.class)
                        .build()
                        .getConfigMapping(SlackSettings.class));
    }

    private Map<String, String> right() {
        return new HashMap<>(
                Map.of(
                        "team", SlackStandIn.TEAM,
                        "app", SlackCaller.APP,
                        "signing-secret", "file:" + directory.resolve("secret"),
                        "bot-token", "file:" + directory.resolve("token"),
                        "channels.dba", SlackCaller.CHANNEL));
    }

    @Test
    void nothing_is_sent_to_slack_unless_an_operator_says_so() {
        assertThat(setup(Map.of())).isEqualTo(new Off());
    }

    @Test
    void a_group_is_asked_in_its_channel_or_in_that_for_the_others() {
        var settings = right();
        settings.put("channel", "C0REST");

        var workspace = ((On) setup(settings)).workspace();

        assertThat(workspace.channelsOf(List.of("dba"))).containsExactly(SlackCaller.CHANNEL);
        assertThat(workspace.channelsOf(List.of("security", "leads"))).containsExactly("C0REST");
        assertThat(((On) setup(right())).workspace().channelsOf(List.of("leads"))).isEmpty();
        assertThat(workspace.loggedInWithin()).isEqualTo(Duration.ofHours(12));
        assertThat(workspace.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(workspace.api()).hasToString("https://slack.com/api/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "team             | ''                | team is missing",
                "team             | Holdpoint         | never a name",
                "app              | ''                | app is missing",
                "signing-secret   | ''                | it has no signing-secret",
                "signing-secret   | file:DIR/empty    | the signing secret is empty",
                "signing-secret   | file:DIR/none     | DIR/none",
                "signing-secret   | canary            | must be a reference",
                "bot-token        | ''                | it has no bot-token",
                "bot-token        | file:DIR/empty    | the bot token is empty",
                "bot-token        | file:DIR/secret   | begins with xoxb-",
                "channels.dba     | '#dba'            | never a name",
                "api              | http://slack.com/ | api is no https url",
                "api              | https://a:b@slack.com/ | api is no https url",
                "logged-in-within | PT0S              | logged-in-within",
                "timeout          | PT31S             | timeout is PT31S",
            })
    void what_is_not_right_turns_slack_off_and_says_so(String key, String value, String message) {
        var settings = right();
        settings.put(key, value.replace("DIR", directory.toString()));

        assertThat(setup(settings)).isInstanceOf(Refused.class);
        assertThat(((Refused) setup(settings)).why())
                .contains(message.replace("DIR", directory.toString()))
                .doesNotContain("canary", SlackCaller.SECRET);
    }
}
