package dev.holdpoint.edge.app;

import dev.holdpoint.edge.app.credentials.CredentialStore;
import dev.holdpoint.edge.app.policy.PolicyClient;
import dev.holdpoint.edge.app.secret.TargetSecrets;
import dev.holdpoint.edge.postgres.LiveSessions;
import io.grpc.Channel;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;

/**
 * What one edge is given by its process.
 *
 * @param policyChannel to policy-service
 * @param approvalChannel to approval-service
 */
record Surroundings(
        Vertx vertx,
        Pool pool,
        EdgeConfig config,
        EdgeLog log,
        Channel policyChannel,
        Channel approvalChannel,
        Shared shared) {
    /** Parts that there is one of. */
    record Shared(
            PolicyClient policy,
            CredentialStore credentials,
            LiveSessions live,
            TargetSecrets secrets) {}
}
