package dev.holdpoint.eventlog.store;

/** A store's DDL and the names it answers to: locks and the notification channel. */
final class StoreSchema {
    private StoreSchema() {}

    /** Idempotent; runs in one transaction. */
    static String ddl(SchemaName schema) {
        return """
        SET LOCAL client_min_messages TO warning;
        SELECT pg_advisory_xact_lock(hashtextextended('holdpoint:ddl:%1$s', 0));
        CREATE SCHEMA IF NOT EXISTS %1$s;
        CREATE TABLE IF NOT EXISTS %1$s.events (
            store_sequence bigint PRIMARY KEY,
            id text NOT NULL UNIQUE,
            stream_id text NOT NULL,
            version bigint NOT NULL CHECK (version > 0),
            type text NOT NULL,
            time timestamptz NOT NULL,
            actor_subject text NOT NULL,
            actor_issuer text,
            source text NOT NULL,
            traceparent text,
            payload bytea NOT NULL,
            UNIQUE (stream_id, version));
        CREATE TABLE IF NOT EXISTS %1$s.relay_position (
            only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
            store_sequence bigint NOT NULL);
        INSERT INTO %1$s.relay_position (store_sequence) VALUES (0) ON CONFLICT DO NOTHING;
        """
                .formatted(schema);
    }

    static String channel(SchemaName schema) {
        return schema + "_events";
    }

    /** An SQL expression: one number per purpose and schema. */
    static String lock(String purpose, SchemaName schema) {
        return "hashtextextended('holdpoint:%s:%s', 0)".formatted(purpose, schema);
    }
}
