package dev.holdpoint.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Libraries share one process: a key without its service's name would be another's, too. */
class DefaultsTest {
    private static final Path DEFAULTS =
            Path.of("src/main/resources/META-INF/microprofile-config.properties");

    @Test
    void every_key_carries_the_service_name() throws IOException {
        assertThat(defaults().stringPropertyNames())
                .isNotEmpty()
                .allMatch(
                        key ->
                                key.matches(
                                        "(holdpoint|quarkus\\.datasource|quarkus\\.hibernate-orm)"
                                                + "\\.approval\\..+"));
    }

    @Test
    void a_requester_has_twenty_open_holds_unless_told() throws IOException {
        assertThat(defaults()).containsEntry("holdpoint.approval.open-holds-per-requester", "20");
    }

    private static Properties defaults() throws IOException {
        var defaults = new Properties();
        try (var file = Files.newInputStream(DEFAULTS)) {
            defaults.load(file);
        }
        return defaults;
    }
}
