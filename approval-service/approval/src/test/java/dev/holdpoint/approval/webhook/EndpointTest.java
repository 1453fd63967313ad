package dev.holdpoint.approval.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {
    private static final String AUTHORITY = "src/test/resources/webhooks/authority.pem";

    @TempDir private Path directory;
    private String secret;

    @BeforeEach
    void write() throws IOException {
        secret = "file:" + Files.writeString(directory.resolve("secret"), Specification.SECRET);
        Files.writeString(directory.resolve("empty"), "\n");
        Files.write(directory.resolve("der"), der());
    }

    private static byte[] der() throws IOException {
        var text = Files.readString(Path.of(AUTHORITY)).replaceAll("-----[A-Z ]+-----", "");
        return Base64.getMimeDecoder().decode(text.strip());
    }

    /** As an operator writes them, without {@code holdpoint.approval.webhooks.}. */
    static Endpoints endpoints(Map<String, String> properties) {
        var full = new HashMap<String, String>();
        properties.forEach((key, value) -> full.put("holdpoint.approval.webhooks." + key, value));
        return Endpoints.of(
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .addDiscoveredConverters()
                        .withSources(new PropertiesConfigSource(full, "test", 200))
                        .withMapping(WebhookSettings.class)
                        .build()
                        .getConfigMapping(WebhookSettings.class)
                        .endpoints());
    }

    @Test
    void nothing_is_told_to_anybody_unless_an_operator_says_so() {
        assertThat(endpoints(Map.of()).names()).isEmpty();
    }

    @Test
    void an_endpoint_is_told_of_every_change_without_texts_unless_it_says_otherwise() {
        var endpoints =
                endpoints(
                        Map.of("tickets.url", "https://hooks.example", "tickets.secrets", secret));

        assertThat(endpoints.refused()).isEmpty();
        var endpoint = endpoints.usable().getFirst();
        assertThat(endpoint.name()).isEqualTo("tickets");
        assertThat(endpoint.changes()).isEqualTo(EnumSet.allOf(ChangeType.class));
        assertThat(endpoint.texts()).isFalse();
        assertThat(endpoint.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(endpoint.firstRetry()).isEqualTo(Duration.ofSeconds(5));
        assertThat(endpoint.retryFor()).isEqualTo(Duration.ofDays(1));
        assertThat(endpoint.authority()).isEmpty();
    }

    @Test
    void every_key_can_be_set() throws IOException {
        var former =
                Files.writeString(directory.resolve("former"), "whsec_" + "A".repeat(32))
                        .toString();
        var endpoints =
                endpoints(
                        Map.of(
                                "siem.url", "https://hooks.example",
                                "siem.secrets", secret + ",file:" + former,
                                "siem.events", "hold.placed,hold.refused",
                                "siem.version", "1",
                                "siem.texts", "true",
                                "siem.timeout", "PT2S",
                                "siem.first-retry", "PT1S",
                                "siem.retry-for", "PT1H",
                                "siem.certificate-authority", AUTHORITY));

        var endpoint = endpoints.usable().getFirst();
        assertThat(endpoint.keys()).hasSize(2).doesNotHaveDuplicates();
        assertThat(endpoint.changes())
                .containsExactly(ChangeType.HOLD_PLACED, ChangeType.HOLD_REFUSED);
        assertThat(endpoint.texts()).isTrue();
        assertThat(endpoint.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(endpoint.firstRetry()).isEqualTo(Duration.ofSeconds(1));
        assertThat(endpoint.retryFor()).isEqualTo(Duration.ofHours(1));
        assertThat(endpoint.authority()).isEqualTo(Optional.of(Path.of(AUTHORITY)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url         | ''                    | url is missing",
                "url         | http://hooks.example  | url is http",
                "secrets     | ''                    | it has no secret",
                "secrets     | file:DIR/empty        | is empty",
                "secrets     | file:DIR/none         | DIR/none",
                "secrets     | whsec_canary          | must be a reference",
                "secrets     | vault:a/b#c           | Vault",
                "secrets     | file:DIR/secret,file:DIR/secret | named twice",
                "secrets     | env:A,env:B,env:C,env:D         | more than 3",
                "events      | hold.opened           | there are hold.placed",
                "version     | 2                     | there is 1",
                "version     | two                   | version is two",
                "texts       | perhaps               | texts is perhaps",
                "timeout     | ten                   | timeout is ten",
                "timeout     | ' '                   | timeout is blank",
                "certificate-authority | DIR/der     | has no PEM certificate",
                "retry-for   | 1 fortnight           | retry-for is 1 fortnight",
                "timeout     | PT31S                 | timeout is PT31S",
                "timeout     | PT0S                  | timeout is PT0S",
                "first-retry | PT169H                | first-retry is PT169H",
                "retry-for   | PT169H                | retry-for is PT169H",
                "certificate-authority | DIR/empty   | has no PEM certificate",
                "certificate-authority | DIR/secret  | has no PEM certificate",
                "certificate-authority | DIR/none    | certificate-authority cannot be read",
            })
    void what_is_not_right_keeps_that_endpoint_from_starting_and_no_other(
            String key, String value, String message) {
        var settings = new HashMap<String, String>();
        for (var name : new String[] {"bad", "good"}) {
            settings.put(name + ".url", "https://hooks.example");
            settings.put(name + ".secrets", secret);
        }
        settings.put("bad." + key, value.replace("DIR", directory.toString()));

        var endpoints = endpoints(settings);

        assertThat(endpoints.usable()).extracting(Endpoint::name).containsExactly("good");
        assertThat(endpoints.refused()).containsOnlyKeys("bad");
        assertThat(endpoints.refused().get("bad"))
                .contains(message.replace("DIR", directory.toString()))
                .doesNotContain("canary");
    }

    @Test
    void a_name_is_one_that_can_stand_in_a_path_and_there_are_twenty_at_most() {
        var settings = new HashMap<String, String>();
        for (int i = 10; i <= 10 + Endpoints.MOST; i++) {
            settings.put("e" + i + ".url", "https://hooks.example");
            settings.put("e" + i + ".secrets", secret);
        }
        settings.put("A_b.url", "https://hooks.example");

        var endpoints = endpoints(settings);

        assertThat(endpoints.usable()).hasSize(Endpoints.MOST);
        assertThat(endpoints.refused()).containsOnlyKeys("A_b", "e30");
        assertThat(endpoints.refused().get("A_b")).contains("its name is of");
    }
}
