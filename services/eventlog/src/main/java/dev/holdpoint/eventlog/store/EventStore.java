package dev.holdpoint.eventlog.store;

import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.IdSource;
import dev.holdpoint.events.StreamId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one service's deciders, in its PostgreSQL schema.
 *
 * <p>Appends wait for each other, so the order of commits is the order of {@code store_sequence},
 * which has no gaps: a reader that has seen n will never find something new below n.
 */
public final class EventStore {
    /** Every stream there is, as a group. */
    public static final String ALL = "";

    private static final int PAGE = 500;

    private final Pool pool;
    private final SchemaName schema;
    private final String source;
    private final IdSource ids;
    private final InstantSource clock;

    /**
     * A store in {@code schema}.
     *
     * @param source who writes, for example {@code approval-service}; before a slash, the service
     *     that owns the families of the events appended
     */
    public EventStore(Pool pool, String schema, String source, IdSource ids, InstantSource clock) {
        this.pool = pool;
        this.schema = new SchemaName(schema);
        this.source = source;
        this.ids = ids;
        this.clock = clock;
    }

    /** Makes schema and tables where missing. */
    public Future<Void> createSchema() {
        return pool.withTransaction(
                connection -> connection.query(StoreSchema.ddl(schema)).execute().mapEmpty());
    }

    /** A stream's events in order; none if there is no such stream. */
    public Future<List<Envelope<?>>> load(StreamId stream) {
        return pool.preparedQuery(select("WHERE stream_id = $1 ORDER BY version"))
                .execute(Tuple.of(stream.value()))
                .map(EventStore::envelopes);
    }

    /**
     * Appends to a stream.
     *
     * @param expectedVersion the number of events the writer has seen of it
     * @return the new events; fails with {@link ConcurrentAppend} if the stream has other ones
     */
    public Future<List<Envelope<?>>> append(
            StreamId stream,
            long expectedVersion,
            Actor actor,
            @Nullable String traceparent,
            List<? extends HoldpointEvent> events) {
        return append(stream, expectedVersion, actor, traceparent, events, Alongside.NOTHING);
    }

    /**
     * The same, with what is to be true as long as the events are on record.
     *
     * @param alongside done in the same transaction, after the events
     */
    public Future<List<Envelope<?>>> append(
            StreamId stream,
            long expectedVersion,
            Actor actor,
            @Nullable String traceparent,
            List<? extends HoldpointEvent> events,
            Alongside alongside) {
        events.forEach(this::requireOwn);
        if (events.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        var envelopes = envelopes(stream, expectedVersion, now(), actor, traceparent, events);
        return pool.withTransaction(
                        connection ->
                                insert(connection, stream, expectedVersion, envelopes)
                                        .compose(_ -> alongside.write(connection, events)))
                .map(envelopes);
    }

    /**
     * Appends to several streams at once and with one time, for who decides by a whole group of
     * streams.
     *
     * @param group what the names of the streams it decided by begin with; {@link #ALL} for all
     * @param seen the last store sequence it has seen
     * @return when that was; fails with {@link ConcurrentAppend}, appending nothing, if that group
     *     has later events
     */
    public Future<Instant> appendTogether(
            String group,
            long seen,
            Actor actor,
            @Nullable String traceparent,
            List<Addition> additions) {
        additions.forEach(addition -> addition.events().forEach(this::requireOwn));
        return pool.withTransaction(
                connection ->
                        lock(connection)
                                .compose(_ -> requireSeen(connection, group, seen))
                                .compose(
                                        _ -> insertAll(connection, actor, traceparent, additions)));
    }

    private Future<Void> requireSeen(SqlConnection connection, String group, long seen) {
        return connection
                .preparedQuery(
                        """
                        SELECT 1 FROM %s.events
                        WHERE store_sequence > $1 AND starts_with(stream_id, $2) LIMIT 1"""
                                .formatted(schema))
                .execute(Tuple.of(seen, group))
                .compose(
                        later ->
                                later.rowCount() == 0
                                        ? Future.succeededFuture()
                                        : Future.failedFuture(
                                                new ConcurrentAppend(
                                                        new StreamId(group + "*"), seen)));
    }

    private Future<Instant> insertAll(
            SqlConnection connection,
            Actor actor,
            @Nullable String traceparent,
            List<Addition> additions) {
        var time = now();
        Future<Void> done = Future.succeededFuture();
        for (var addition : additions) {
            var stream = addition.stream();
            done =
                    done.compose(_ -> heads(connection, stream))
                            .compose(
                                    heads ->
                                            insert(
                                                    connection,
                                                    heads.getLong("store_sequence"),
                                                    envelopes(
                                                            stream,
                                                            heads.getLong("version"),
                                                            time,
                                                            actor,
                                                            traceparent,
                                                            addition.events())));
        }
        return done.map(time);
    }

    private List<Envelope<?>> envelopes(
            StreamId stream,
            long version,
            Instant time,
            Actor actor,
            @Nullable String traceparent,
            List<? extends HoldpointEvent> events) {
        var envelopes = new ArrayList<Envelope<?>>();
        for (var event : events) {
            envelopes.add(
                    new Envelope<>(
                            new EventId(ids.next()),
                            stream,
                            version + envelopes.size() + 1,
                            time,
                            actor,
                            source,
                            traceparent,
                            event));
        }
        return List.copyOf(envelopes);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private void requireOwn(HoldpointEvent event) {
        var family = EventFamily.of(event);
        if (!family.writer().equals(source.split("/", 2)[0])) {
            throw new IllegalArgumentException(
                    "%s may not write %s: %s does".formatted(source, family, family.writer()));
        }
    }

    private Future<Void> insert(
            SqlConnection connection,
            StreamId stream,
            long expectedVersion,
            List<Envelope<?>> envelopes) {
        return lock(connection)
                .compose(_ -> heads(connection, stream))
                .compose(
                        heads -> {
                            if (heads.getLong("version") != expectedVersion) {
                                return Future.failedFuture(
                                        new ConcurrentAppend(stream, expectedVersion));
                            }
                            return insert(connection, heads.getLong("store_sequence"), envelopes);
                        });
    }

    private Future<Void> lock(SqlConnection connection) {
        return connection
                .query("SELECT pg_advisory_xact_lock(" + StoreSchema.lock("append", schema) + ")")
                .execute()
                .mapEmpty();
    }

    private Future<Row> heads(SqlConnection connection, StreamId stream) {
        return connection
                .preparedQuery(
                        """
                        SELECT coalesce((SELECT max(version) FROM %1$s.events WHERE stream_id = $1), 0)
                                   AS version,
                               coalesce((SELECT max(store_sequence) FROM %1$s.events), 0)
                                   AS store_sequence
                        """
                                .formatted(schema))
                .execute(Tuple.of(stream.value()))
                .map(rows -> rows.iterator().next());
    }

    private Future<Void> insert(
            SqlConnection connection, long storeSequence, List<Envelope<?>> envelopes) {
        var rows = new ArrayList<Tuple>();
        for (var envelope : envelopes) {
            rows.add(EventRows.tuple(storeSequence + rows.size() + 1, envelope));
        }
        return connection
                .preparedQuery(
                        "INSERT INTO %s.events (%s) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)"
                                .formatted(schema, EventRows.COLUMNS))
                .executeBatch(rows)
                .compose(
                        _ ->
                                connection
                                        .preparedQuery("SELECT pg_notify($1, '')")
                                        .execute(Tuple.of(StoreSchema.channel(schema))))
                .mapEmpty();
    }

    /** Gives every event after {@code afterStoreSequence} to {@code handler}, one at a time. */
    public Future<Void> replay(
            long afterStoreSequence, BiFunction<Long, Envelope<?>, Future<Void>> handler) {
        return pages(afterStoreSequence, page -> handle(page.iterator(), handler).map(_ -> true));
    }

    /**
     * Gives every event after {@code afterStoreSequence} to {@code handler}, a page of some hundred
     * at a time, until it has had enough.
     *
     * @param handler says whether to go on
     */
    public Future<Void> pages(
            long afterStoreSequence, Function<List<StoredEvent>, Future<Boolean>> handler) {
        return page(afterStoreSequence)
                .compose(
                        page ->
                                page.isEmpty()
                                        ? Future.succeededFuture()
                                        : handler.apply(page)
                                                .compose(more -> next(page, more, handler)));
    }

    /**
     * As {@link #pages(long, Function)}, for who has seen what is there up to {@code last}.
     *
     * @return fails with {@link StorePutBack} if that event is there no longer
     */
    public Future<Void> pagesAfter(
            StoredEvent last, Function<List<StoredEvent>, Future<Boolean>> handler) {
        return pool.preparedQuery(
                        "SELECT 1 FROM %s.events WHERE store_sequence = $1 AND id = $2"
                                .formatted(schema))
                .execute(Tuple.of(last.storeSequence(), last.envelope().id().value()))
                .compose(
                        there ->
                                there.rowCount() == 1
                                        ? pages(last.storeSequence(), handler)
                                        : Future.failedFuture(new StorePutBack(last)));
    }

    private Future<Void> next(
            List<StoredEvent> page,
            boolean more,
            Function<List<StoredEvent>, Future<Boolean>> handler) {
        return more ? pages(page.getLast().storeSequence(), handler) : Future.succeededFuture();
    }

    private static Future<Void> handle(
            Iterator<StoredEvent> events, BiFunction<Long, Envelope<?>, Future<Void>> handler) {
        while (events.hasNext()) {
            var event = events.next();
            var handled = handler.apply(event.storeSequence(), event.envelope());
            if (!handled.succeeded()) {
                return handled.compose(_ -> handle(events, handler));
            }
        }
        return Future.succeededFuture();
    }

    private Future<List<StoredEvent>> page(long after) {
        return pool.preparedQuery(
                        select("WHERE store_sequence > $1 ORDER BY store_sequence LIMIT " + PAGE))
                .execute(Tuple.of(after))
                .map(rows -> stream(rows).map(EventRows::stored).toList());
    }

    private String select(String rest) {
        return "SELECT %s FROM %s.events %s".formatted(EventRows.COLUMNS, schema, rest);
    }

    private static List<Envelope<?>> envelopes(RowSet<Row> rows) {
        return stream(rows).<Envelope<?>>map(EventRows::envelope).toList();
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
