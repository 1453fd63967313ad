package dev.holdpoint.audit.store;

/** The DDL of the ledger's tables; idempotent. */
final class LedgerSchema {
    static final String DDL =
            """
            SELECT pg_advisory_xact_lock(hashtextextended('holdpoint:ddl:audit', 0));
            CREATE SCHEMA IF NOT EXISTS audit;
            CREATE TABLE IF NOT EXISTS audit.ledger_head (
                only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
                origin text NOT NULL,
                verifier_key text,
                epoch bigint NOT NULL,
                size bigint NOT NULL,
                chain bytea NOT NULL);
            CREATE TABLE IF NOT EXISTS audit.ledger_entries (
                index bigint PRIMARY KEY,
                topic text NOT NULL,
                partition integer NOT NULL,
                log_offset bigint NOT NULL,
                stream text,
                sequence bigint,
                event_id text,
                content bytea NOT NULL,
                leaf bytea NOT NULL,
                chain bytea NOT NULL,
                UNIQUE (topic, partition, log_offset));
            CREATE INDEX IF NOT EXISTS ledger_entries_stream
                ON audit.ledger_entries (stream, sequence);
            CREATE INDEX IF NOT EXISTS ledger_entries_event ON audit.ledger_entries (event_id);
            CREATE TABLE IF NOT EXISTS audit.ledger_nodes (
                level integer NOT NULL,
                index bigint NOT NULL,
                hash bytea NOT NULL,
                PRIMARY KEY (level, index));
            CREATE TABLE IF NOT EXISTS audit.ledger_checkpoints (
                size bigint PRIMARY KEY,
                note text NOT NULL);
            """;

    private LedgerSchema() {}
}
