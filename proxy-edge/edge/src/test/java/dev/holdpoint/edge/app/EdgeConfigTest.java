package dev.holdpoint.edge.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EdgeConfigTest {
    private static final Map<String, String> SHARED =
            Map.of(
                    "holdpoint.state-dir",
                    ".holdpoint",
                    "holdpoint.oidc.issuer",
                    "http://localhost:18081");

    static EdgeConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(
                        new PropertiesConfigSource(SHARED, "shared", 100),
                        new PropertiesConfigSource(properties, "test", 200))
                .withMapping(EdgeConfig.class)
                .build()
                .getConfigMapping(EdgeConfig.class);
    }

    @Test
    void defaults_are_for_a_laptop_and_listen_on_loopback() {
        var config = config(Map.of());

        assertThat(config.id()).isEmpty();
        assertThat(config.stateDir()).isEqualTo(Path.of(".holdpoint"));
        assertThat(config.postgres().host()).isEqualTo("localhost");
        assertThat(config.postgres().port()).isEqualTo(15432);
        assertThat(config.postgres().sessionsPerPrincipal()).isEqualTo(100);
        assertThat(config.postgres().copyInBytes()).isEqualTo(1L << 30);
        assertThat(config.tls().directory()).isEqualTo(Path.of(".holdpoint/tls"));
        assertThat(config.tls().publishedAuthority()).isEqualTo(Path.of(".holdpoint/ca.pem"));
        assertThat(config.tls().hosts()).isEmpty();
        assertThat(config.targets().authorities()).isEmpty();
        assertThat(config.targets().vaultTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.credentials().lifetime()).isEqualTo(Duration.ofHours(1));
        assertThat(config.credentials().maxLifetime()).isEqualTo(Duration.ofHours(12));
        assertThat(config.tokens().issuer()).isEqualTo("http://localhost:18081");
        assertThat(config.tokens().audience()).isEqualTo("holdpoint-edge");
        assertThat(config.approvals().url()).isEqualTo("http://localhost:8080/api/v1/holds");
    }

    @Test
    void every_key_can_be_set() {
        var config =
                config(
                        Map.ofEntries(
                                Map.entry("holdpoint.edge.id", "edge-7"),
                                Map.entry("holdpoint.edge.state-dir", "/var/lib/edge"),
                                Map.entry("holdpoint.edge.postgres.host", "0.0.0.0"),
                                Map.entry("holdpoint.edge.postgres.port", "5432"),
                                Map.entry("holdpoint.edge.postgres.sessions-per-principal", "7"),
                                Map.entry("holdpoint.edge.postgres.copy-in-bytes", "99"),
                                Map.entry("holdpoint.edge.tls.directory", "/etc/tls"),
                                Map.entry("holdpoint.edge.tls.published-authority", "/ca.pem"),
                                Map.entry("holdpoint.edge.tls.hosts", "db.example.com,10.0.0.7"),
                                Map.entry("holdpoint.edge.targets.authorities", "/etc/cas.pem"),
                                Map.entry("holdpoint.edge.targets.vault-timeout", "PT2S"),
                                Map.entry("holdpoint.edge.credentials.lifetime", "PT10M"),
                                Map.entry("holdpoint.edge.credentials.max-lifetime", "PT2H"),
                                Map.entry("holdpoint.edge.tokens.issuer", "https://idp"),
                                Map.entry("holdpoint.edge.tokens.audience", "data-plane"),
                                Map.entry("holdpoint.edge.approvals.url", "https://holds")));

        assertThat(config.id()).contains("edge-7");
        assertThat(config.stateDir()).isEqualTo(Path.of("/var/lib/edge"));
        assertThat(config.postgres().host()).isEqualTo("0.0.0.0");
        assertThat(config.postgres().port()).isEqualTo(5432);
        assertThat(config.postgres().sessionsPerPrincipal()).isEqualTo(7);
        assertThat(config.postgres().copyInBytes()).isEqualTo(99);
        assertThat(config.tls().directory()).isEqualTo(Path.of("/etc/tls"));
        assertThat(config.tls().publishedAuthority()).isEqualTo(Path.of("/ca.pem"));
        assertThat(config.tls().hosts()).contains(List.of("db.example.com", "10.0.0.7"));
        assertThat(config.targets().authorities()).contains(Path.of("/etc/cas.pem"));
        assertThat(config.targets().vaultTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.credentials().lifetime()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.credentials().maxLifetime()).isEqualTo(Duration.ofHours(2));
        assertThat(config.tokens().issuer()).isEqualTo("https://idp");
        assertThat(config.tokens().audience()).isEqualTo("data-plane");
        assertThat(config.approvals().url()).isEqualTo("https://holds");
    }
}
