package dev.holdpoint.edge.app;

import dev.holdpoint.edge.app.Surroundings.Shared;
import dev.holdpoint.edge.app.credentials.CredentialDesk;
import dev.holdpoint.edge.app.credentials.CredentialStore;
import dev.holdpoint.edge.app.policy.PolicyClient;
import dev.holdpoint.edge.postgres.LiveSessions;
import io.grpc.Channel;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

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

    @Produces
    @Singleton
    Shared shared(PolicyClient policy, CredentialStore credentials, LiveSessions live) {
        return new Shared(policy, credentials, live);
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
