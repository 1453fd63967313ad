package dev.holdpoint.edge.app;

import dev.holdpoint.edge.app.Surroundings.Shared;
import dev.holdpoint.edge.app.credentials.CredentialDesk;
import dev.holdpoint.edge.app.credentials.CredentialStore;
import dev.holdpoint.edge.app.policy.PolicyClient;
import dev.holdpoint.edge.app.secret.TargetSecrets;
import dev.holdpoint.edge.app.secret.VaultSecrets;
import dev.holdpoint.edge.postgres.LiveSessions;
import dev.holdpoint.policy.contract.secret.SecretSettings;
import io.grpc.Channel;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.vault.client.VaultClient;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the edge's listeners and its REST resources share. */
@Singleton
final class EdgeBeans {
    @Produces
    @Singleton
    PolicyClient policy(Vertx vertx, @GrpcClient("policy") Channel channel) {
        return new PolicyClient(new OnContext(vertx), channel);
    }

    @Produces
    @Singleton
    CredentialStore credentials(@ReactiveDataSource("edge") Pool pool) {
        return new CredentialStore(pool, InstantSource.system());
    }

    @Produces
    @Singleton
    LiveSessions live() {
        return new LiveSessions();
    }

    @Produces
    @Singleton
    CredentialDesk desk(
            Vertx vertx, PolicyClient policy, CredentialStore store, EdgeConfig config) {
        var terms =
                new CredentialDesk.Terms(
                        config.credentials().lifetime(),
                        config.credentials().maxLifetime(),
                        config.postgres().host(),
                        config.postgres().port());
        return new CredentialDesk(vertx, policy, store, InstantSource.system(), terms);
    }

    /** Of the client to Vault there is none until a secret is there. */
    @Produces
    @Singleton
    TargetSecrets secrets(
            Vertx vertx,
            SecretSettings settings,
            EdgeConfig config,
            Instance<VaultClient> client,
            @ConfigProperty(name = "quarkus.vault.url") Optional<String> url) {
        var within = config.targets().vaultTimeout();
        var vault =
                new VaultSecrets(vertx, url.isEmpty() ? VaultSecrets.NONE : client::get, within);
        return new TargetSecrets(vertx, settings.bounds(), vault);
    }

    @Produces
    @Singleton
    Shared shared(
            PolicyClient policy,
            CredentialStore credentials,
            LiveSessions live,
            TargetSecrets secrets) {
        return new Shared(policy, credentials, live, secrets);
    }

    @Produces
    @Singleton
    Surroundings surroundings(
            Vertx vertx,
            @ReactiveDataSource("edge") Pool pool,
            EdgeConfig config,
            EdgeLog log,
            @GrpcClient("policy") Channel policyChannel,
            @GrpcClient("approval") Channel approvalChannel,
            Shared shared) {
        return new Surroundings(vertx, pool, config, log, policyChannel, approvalChannel, shared);
    }
}
