package dev.holdpoint.edge.app.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.policy.contract.secret.SecretReference;
import dev.holdpoint.policy.contract.secret.SecretSettings;
import dev.holdpoint.policy.contract.secret.UnusableReference;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where secrets may come from, as an operator writes it. */
class SecretSettingsTest {
    private static SecretSettings settings(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(properties, "test", 200))
                .withMapping(SecretSettings.class)
                .build()
                .getConfigMapping(SecretSettings.class);
    }

    @Test
    void what_nobody_listed_is_nowhere() {
        var settings = settings(Map.of());

        assertThat(settings.directories()).isEmpty();
        assertThat(settings.variables()).isEmpty();
        assertThat(settings.vault()).isEmpty();
        assertThatThrownBy(() -> settings.bounds().require(SecretReference.parse("env:PATH")))
                .isInstanceOf(UnusableReference.class);
    }

    @Test
    void every_key_can_be_set() {
        var settings =
                settings(
                        Map.of(
                                "holdpoint.secrets.directories",
                                "/run/secrets,/srv/secrets",
                                "holdpoint.secrets.variables",
                                "HOLDPOINT_SECRET_,DB_",
                                "holdpoint.secrets.vault",
                                "secret/holdpoint,kv/team"));

        assertThat(settings.directories())
                .contains(List.of(Path.of("/run/secrets"), Path.of("/srv/secrets")));
        assertThat(settings.variables()).contains(List.of("HOLDPOINT_SECRET_", "DB_"));
        assertThat(settings.vault()).contains(List.of("secret/holdpoint", "kv/team"));
        settings.bounds().require(SecretReference.parse("env:DB_PASSWORD"));
        settings.bounds().require(SecretReference.parse("vault:kv/team/crm#password"));
    }
}
