package dev.holdpoint.approval.inbox;

import static java.time.ZoneOffset.UTC;

import dev.holdpoint.approval.hold.People;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * Which groups people were last said to be in: by the latest token of theirs that was seen. What a
 * token said is forgotten once a token of that age is good for no vote any more.
 */
public final class Memberships {
    private static final String DDL =
            """
            SELECT pg_advisory_xact_lock(hashtextextended('holdpoint:ddl:%1$s', 0));
            CREATE TABLE IF NOT EXISTS %1$s.memberships (
                issuer text NOT NULL,
                subject text NOT NULL,
                groups text[] NOT NULL,
                stated_at timestamptz NOT NULL,
                PRIMARY KEY (issuer, subject));
            ALTER TABLE %1$s.memberships
                ADD COLUMN IF NOT EXISTS person boolean,
                ADD COLUMN IF NOT EXISTS kept_until timestamptz;
            CREATE INDEX IF NOT EXISTS memberships_by_age ON %1$s.memberships (stated_at);
            """;

    /** With whatever is noted so many are forgotten at most. */
    private static final int FORGOTTEN_AT_ONCE = 100;

    private static final String FORGET =
            """
            WITH old AS (
                SELECT issuer, subject FROM %1$s.memberships
                WHERE stated_at < $1 AND (kept_until IS NULL OR kept_until < $3)
                LIMIT $2 FOR UPDATE SKIP LOCKED)
            DELETE FROM %1$s.memberships known USING old
            WHERE (known.issuer, known.subject) = (old.issuer, old.subject)
            """;
    private static final String NOTE =
            """
            INSERT INTO %1$s.memberships AS known (issuer, subject, groups, stated_at, person)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (issuer, subject) DO UPDATE
            SET groups = excluded.groups, stated_at = excluded.stated_at, person = excluded.person
            WHERE excluded.stated_at > known.stated_at
            """;

    private final InboxTables tables;
    private final Duration keptFor;
    private final InstantSource clock;

    /**
     * @param keptFor how old a token may be that brings groups to a vote
     */
    public Memberships(Pool pool, String schema, Duration keptFor, InstantSource clock) {
        this.tables = new InboxTables(pool, schema);
        this.keptFor = keptFor;
        this.clock = clock;
    }

    /** Makes the table if it is missing; the schema exists. */
    public Future<Void> createTables() {
        return tables.create(DDL);
    }

    /** Whether a token may be older than what is known of those whose later ones were seen. */
    public boolean isTooOld(Instant issuedAt) {
        return issuedAt.isBefore(clock.instant().minus(keptFor));
    }

    /** Takes note of what a token says, unless a later one is known or it is too old. */
    public Future<Void> note(Principal principal, Instant issuedAt) {
        if (isTooOld(issuedAt)) {
            return Future.succeededFuture();
        }
        return tables.execute(
                        NOTE,
                        Tuple.of(
                                principal.id().issuer(),
                                principal.id().subject(),
                                principal.groups().toArray(String[]::new),
                                issuedAt.atOffset(UTC),
                                People.isPerson(principal)))
                .compose(
                        noted ->
                                noted.rowCount() == 0
                                        ? Future.succeededFuture()
                                        : forget(clock.instant()))
                .mapEmpty();
    }

    private Future<RowSet<Row>> forget(Instant now) {
        return tables.execute(
                FORGET,
                Tuple.of(now.minus(keptFor).atOffset(UTC), FORGOTTEN_AT_ONCE, now.atOffset(UTC)));
    }

    /** From here on these accounts are in no group until a token is seen that was issued later. */
    public Future<Void> distrust(Collection<PrincipalId> accounts) {
        return tables.execute(
                        """
                        UPDATE %1$s.memberships SET groups = '{}', stated_at = $3
                        WHERE (issuer, subject) IN
                            (SELECT * FROM unnest($1::text[], $2::text[])) AND stated_at < $3
                        """,
                        Tuple.tuple()
                                .addArrayOfString(texts(accounts, PrincipalId::issuer))
                                .addArrayOfString(texts(accounts, PrincipalId::subject))
                                .addOffsetDateTime(clock.instant().atOffset(UTC)))
                .mapEmpty();
    }

    /** What is known of somebody is not forgotten before {@code until}: others vote by it. */
    Future<Void> keep(PrincipalId account, Instant until) {
        return tables.execute(
                        """
                        UPDATE %1$s.memberships SET kept_until = greatest(kept_until, $3)
                        WHERE issuer = $1 AND subject = $2
                        """,
                        Tuple.of(account.issuer(), account.subject(), until.atOffset(UTC)))
                .mapEmpty();
    }

    /** Whether an account is a person's, as its latest token said; empty if none was seen. */
    Future<Optional<Boolean>> isPerson(PrincipalId account) {
        return tables.execute(
                        """
                        SELECT person FROM %1$s.memberships
                        WHERE issuer = $1 AND subject = $2 AND person IS NOT NULL
                        """,
                        Tuple.of(account.issuer(), account.subject()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false))
                .map(rows -> rows.map(row -> row.getBoolean(0)).findFirst());
    }

    /**
     * What the latest token of an account said that was seen.
     *
     * @param person whether it is a person's
     * @param statedAt when it was issued
     */
    public record LastSeen(List<String> groups, boolean person, Instant statedAt) {
        public LastSeen {
            groups = List.copyOf(groups);
        }
    }

    /** What is known of an account that shows no token now; empty if none was seen lately. */
    public Future<Optional<LastSeen>> lastSeen(PrincipalId account) {
        return tables.execute(
                        """
                        SELECT groups, person, stated_at FROM %1$s.memberships
                        WHERE issuer = $1 AND subject = $2 AND person IS NOT NULL
                        """,
                        Tuple.of(account.issuer(), account.subject()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false))
                .map(rows -> rows.map(Memberships::lastSeen).findFirst());
    }

    private static LastSeen lastSeen(Row row) {
        return new LastSeen(
                List.of(row.getArrayOfStrings(0)),
                row.getBoolean(1),
                row.getOffsetDateTime(2).toInstant());
    }

    /** Somebody as they are known by now: in no group that a later token of theirs lacks. */
    public Future<Principal> known(Principal principal) {
        return of(List.of(principal.id()))
                .map(
                        known ->
                                new Principal(
                                        principal.id(),
                                        principal.name(),
                                        principal.kind(),
                                        common(principal, known),
                                        principal.onBehalfOf()));
    }

    private static List<String> common(Principal principal, Map<PrincipalId, List<String>> known) {
        var now = known.getOrDefault(principal.id(), principal.groups());
        return principal.groups().stream().filter(now::contains).toList();
    }

    /** Takes note of what a token says, and tells as whom the caller is known then. */
    public Future<Principal> seen(Principal principal, Instant issuedAt) {
        return note(principal, issuedAt).compose(_ -> known(principal));
    }

    /** What is known of these people; who was never seen is missing. */
    public Future<Map<PrincipalId, List<String>>> of(Collection<PrincipalId> people) {
        return people.isEmpty()
                ? Future.succeededFuture(Map.of())
                : tables.execute(
                                """
                                SELECT issuer, subject, groups FROM %1$s.memberships
                                WHERE (issuer, subject) IN
                                    (SELECT * FROM unnest($1::text[], $2::text[]))
                                """,
                                Tuple.tuple()
                                        .addArrayOfString(texts(people, PrincipalId::issuer))
                                        .addArrayOfString(texts(people, PrincipalId::subject)))
                        .map(Memberships::groups);
    }

    private static String[] texts(
            Collection<PrincipalId> people, Function<PrincipalId, String> part) {
        return people.stream().map(part).toArray(String[]::new);
    }

    private static Map<PrincipalId, List<String>> groups(RowSet<Row> rows) {
        var groups = new HashMap<PrincipalId, List<String>>();
        for (var row : rows) {
            groups.put(
                    new PrincipalId(row.getString(0), row.getString(1)),
                    List.of(row.getArrayOfStrings(2)));
        }
        return Map.copyOf(groups);
    }
}
