package dev.holdpoint.testkit;

import dev.holdpoint.embedded.EmbeddedOidc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Broker, database, issuer and state directory of one service under test. */
public final class ServiceLab implements AutoCloseable {
    private final Path state;
    private final EmbeddedOidc oidc;

    private ServiceLab(Path state) {
        this.state = state;
        this.oidc = EmbeddedOidc.start(state.resolve("oidc"), 0);
    }

    /** Starts an issuer of its own. */
    public static ServiceLab start() {
        try {
            return new ServiceLab(Files.createTempDirectory("service-lab"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What tells the service where all of it is, with a new database; the caller may add to it.
     *
     * @param principals for each of whom {@code test.token.<principal>} is a token for the API
     */
    public Map<String, String> settings(String... principals) {
        var infrastructure = TestInfrastructure.shared();
        var database = infrastructure.newDatabase();
        var settings = new HashMap<String, String>();
        settings.put("holdpoint.kafka.bootstrap-servers", infrastructure.bootstrapServers());
        settings.put("holdpoint.postgres.url", database.uri());
        settings.put("holdpoint.postgres.user", database.user());
        settings.put("holdpoint.postgres.password", database.password());
        settings.put("holdpoint.oidc.issuer", oidc.issuer());
        settings.put("holdpoint.state-dir", state.toString());
        settings.put("quarkus.http.test-port", "0");
        for (var principal : principals) {
            settings.put("test.token." + principal, apiToken(principal));
        }
        return settings;
    }

    public String apiToken(String principal) {
        return oidc.token(principal, "holdpoint-api");
    }

    public String edgeToken(String principal) {
        return oidc.token(principal, "holdpoint-edge");
    }

    @Override
    public void close() {
        oidc.close();
    }
}
