package dev.holdpoint.edge.app;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;

/** The tables all edges share: issued credentials and leases. */
public final class EdgeSchema {
    private static final String DDL =
            """
            SELECT pg_advisory_xact_lock(hashtextextended('holdpoint.edge.schema', 0));
            CREATE SCHEMA IF NOT EXISTS edge;
            CREATE TABLE IF NOT EXISTS edge.credentials (
                username text PRIMARY KEY,
                target text NOT NULL,
                salt text NOT NULL,
                iterations integer NOT NULL CHECK (iterations >= 4096),
                stored_key text NOT NULL,
                server_key text NOT NULL,
                principal text NOT NULL,
                expires_at timestamptz NOT NULL,
                revoked_at timestamptz);
            CREATE TABLE IF NOT EXISTS edge.instances (
                edge_id text NOT NULL,
                incarnation text NOT NULL,
                heartbeat_at timestamptz NOT NULL DEFAULT now(),
                low_water jsonb NOT NULL,
                PRIMARY KEY (edge_id, incarnation));
            """;

    private EdgeSchema() {}

    /** Creates what is missing. */
    public static Future<Void> create(Pool pool) {
        return pool.withTransaction(connection -> connection.query(DDL).execute()).mapEmpty();
    }
}
