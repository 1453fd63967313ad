package dev.holdpoint.edge.app.credentials;

import dev.holdpoint.edge.identity.Authenticated;
import dev.holdpoint.edge.identity.ScramVerifier;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.json.EventJson;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Issued credentials in PostgreSQL, so that every edge accepts them; verifiers only. */
public final class CredentialStore {
    private static final String INSERT =
            """
            INSERT INTO edge.credentials
                (username, target, salt, iterations, stored_key, server_key, principal, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""";
    private static final String FIND =
            """
            SELECT salt, iterations, stored_key, server_key, principal, expires_at
            FROM edge.credentials
            WHERE username = $1 AND target = $2 AND expires_at > $3 AND revoked_at IS NULL""";
    private static final String OWNER =
            "SELECT principal FROM edge.credentials WHERE username = $1 AND revoked_at IS NULL";
    private static final String REVOKE =
            "UPDATE edge.credentials SET revoked_at = $2 WHERE username = $1 AND revoked_at IS NULL";
    private static final String FORGET =
            "DELETE FROM edge.credentials WHERE expires_at < $1::timestamptz - interval '1 day'";

    private final Pool pool;
    private final InstantSource clock;

    public CredentialStore(Pool pool, InstantSource clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** The verifier, unless the credential is for another target, expired, revoked or unknown. */
    public Future<Optional<ScramVerifier>> find(String user, TargetName target) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(user, target.value(), now()))
                .map(rows -> first(rows).map(CredentialStore::verifier));
    }

    Future<Void> save(String user, TargetName target, Password.Keys keys, Authenticated identity) {
        var row =
                Tuple.of(user, target.value(), keys.salt(), keys.iterations())
                        .addValue(keys.stored())
                        .addValue(keys.server())
                        .addValue(json(identity.principal()))
                        .addValue(utc(identity.expiresAt()));
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(now()))
                .compose(_ -> pool.preparedQuery(INSERT).execute(row))
                .mapEmpty();
    }

    Future<Optional<Principal>> owner(String user) {
        return pool.preparedQuery(OWNER)
                .execute(Tuple.of(user))
                .map(rows -> first(rows).map(row -> principal(row.getString("principal"))));
    }

    Future<Void> revoke(String user) {
        return pool.preparedQuery(REVOKE).execute(Tuple.of(user, now())).mapEmpty();
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        var iterator = rows.iterator();
        return iterator.hasNext() ? Optional.of(iterator.next()) : Optional.empty();
    }

    private static ScramVerifier verifier(Row row) {
        return new ScramVerifier(
                row.getString("salt"),
                row.getInteger("iterations"),
                row.getString("stored_key"),
                row.getString("server_key"),
                new Authenticated(
                        principal(row.getString("principal")),
                        row.getOffsetDateTime("expires_at").toInstant()));
    }

    private static String json(Principal principal) {
        return new String(EventJson.encodeValue(principal), StandardCharsets.UTF_8);
    }

    private static Principal principal(String json) {
        return EventJson.decodeValue(json.getBytes(StandardCharsets.UTF_8), Principal.class);
    }

    private OffsetDateTime now() {
        return utc(clock.instant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
