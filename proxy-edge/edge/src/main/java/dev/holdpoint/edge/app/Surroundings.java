package dev.holdpoint.edge.app;

import dev.holdpoint.edge.app.credentials.CredentialStore;
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
        CredentialStore credentials) {}
