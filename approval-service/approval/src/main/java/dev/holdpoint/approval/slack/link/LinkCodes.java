package dev.holdpoint.approval.slack.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;

import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.Sha256;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Codes that prove in a chat who asked for them over REST: one an account, good once. */
public final class LinkCodes {
    public static final Duration GOOD_FOR = Duration.ofMinutes(10);

    /** Of letters and digits that are not taken for one another; a hundred bits in all. */
    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static final int GROUPS = 4;
    private static final int GROUP = 5;

    private static final String DDL =
            """
            SET LOCAL client_min_messages TO warning;
            SELECT pg_advisory_xact_lock(hashtextextended('holdpoint:ddl:%1$s', 0));
            CREATE SCHEMA IF NOT EXISTS %1$s;
            CREATE TABLE IF NOT EXISTS %1$s.chat_codes (
                issuer text NOT NULL,
                subject text NOT NULL,
                digest bytea NOT NULL UNIQUE,
                good_until timestamptz NOT NULL,
                PRIMARY KEY (issuer, subject));
            """;

    private final Pool pool;
    private final String schema;
    private final SecureRandom random = new SecureRandom();

    public LinkCodes(Pool pool, String schema) {
        this.pool = pool;
        this.schema = schema;
    }

    /** Makes the table if it is missing. */
    public Future<Void> createTable() {
        return pool.withTransaction(
                connection -> connection.query(DDL.formatted(schema)).execute().mapEmpty());
    }

    /** A code for an account, instead of the one it had; only its digest is kept. */
    public Future<String> give(PrincipalId account, Instant now) {
        var code = draw();
        return execute(
                        """
                        INSERT INTO %1$s.chat_codes VALUES ($1, $2, $3, $4)
                        ON CONFLICT (issuer, subject) DO UPDATE
                        SET digest = excluded.digest, good_until = excluded.good_until
                        """,
                        Tuple.of(
                                account.issuer(),
                                account.subject(),
                                digest(code),
                                now.plus(GOOD_FOR).atOffset(UTC)))
                .compose(
                        _ ->
                                execute(
                                        "DELETE FROM %1$s.chat_codes WHERE good_until < $1",
                                        Tuple.of(now.atOffset(UTC))))
                .map(code);
    }

    /** Whose code it is; it is no one's from here on. Empty if it is none. */
    Future<Optional<PrincipalId>> spend(String code, Instant now) {
        return execute(
                        """
                        DELETE FROM %1$s.chat_codes WHERE digest = $1 AND good_until >= $2
                        RETURNING issuer, subject
                        """,
                        Tuple.of(digest(code), now.atOffset(UTC)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false))
                .map(
                        rows ->
                                rows.map(row -> new PrincipalId(row.getString(0), row.getString(1)))
                                        .findFirst());
    }

    private String draw() {
        var code = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP; i++) {
            if (i > 0 && i % GROUP == 0) {
                code.append('-');
            }
            code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return code.toString();
    }

    private static Buffer digest(String code) {
        var plain = code.toUpperCase(Locale.ROOT).replaceAll("[^0-9A-Z]", "");
        return Buffer.buffer(Sha256.start().digest(plain.getBytes(UTF_8)));
    }

    private Future<RowSet<Row>> execute(String sql, Tuple parameters) {
        return pool.preparedQuery(sql.formatted(schema)).execute(parameters);
    }
}
