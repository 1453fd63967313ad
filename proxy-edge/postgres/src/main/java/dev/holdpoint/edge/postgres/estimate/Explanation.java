package dev.holdpoint.edge.postgres.estimate;

import dev.holdpoint.edge.postgres.login.RowQuery;
import dev.holdpoint.edge.postgres.login.TargetConnection;
import dev.holdpoint.edge.postgres.login.TargetRefused;
import dev.holdpoint.edge.postgres.wire.FrontendFrames;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.events.TargetPlan;
import dev.holdpoint.events.TargetPlan.Unplanned;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One EXPLAIN on a side connection, in a read-only transaction that is always rolled back: parsed
 * first, which has the target itself say that it is one statement and which relations it means;
 * then checked; and only then planned.
 */
final class Explanation {
    private static final Pattern PARAMETER = Pattern.compile("\\$[0-9]");
    private static final Pattern MAJOR = Pattern.compile("[0-9]{1,4}");
    private static final int GENERIC_PLAN_SINCE = 16;
    private static final int MOST_MILLIS = 400;
    private static final String FOREIGN =
            "to plan it could run code of its target that is not PostgreSQL's own";
    private static final String VALUES =
            "its target cannot plan it without the values of its parameters; PostgreSQL 16 can";

    private final TargetConnection connection;
    private final Question question;

    Explanation(TargetConnection connection, Question question) {
        this.connection = connection;
        this.question = question;
    }

    /** The plan, or why the statement may not or cannot be planned. */
    Future<TargetPlan> plan() {
        return explain()
                .map(
                        sql ->
                                RowQuery.run(connection, begin())
                                        .compose(_ -> parse(sql))
                                        .compose(_ -> check())
                                        .compose(passed -> passed ? plan(sql) : unplanned(FOREIGN))
                                        .otherwise(Explanation::failed))
                .orElseGet(() -> unplanned(VALUES));
    }

    private static Future<TargetPlan> unplanned(String reason) {
        return Future.succeededFuture(new Unplanned(reason));
    }

    /** What the target says itself could quote the statement: only its code is told. */
    private static TargetPlan failed(Throwable failure) {
        return new Unplanned(
                failure instanceof TargetRefused refused
                        ? refusal(refused.sqlState())
                        : "its target's answer could not be read");
    }

    private static String refusal(String sqlState) {
        return switch (sqlState) {
            case "" -> "the connection to its target was lost";
            case "57014" -> "its target took longer than " + MOST_MILLIS + " ms to plan it";
            case "55P03" -> "what it names is locked by another session of its target";
            default -> "its target refused to plan it, SQLSTATE " + sqlState;
        };
    }

    /** Ends the transaction; the connection is good for another question if this succeeds. */
    Future<Void> end() {
        return RowQuery.run(connection, "ROLLBACK").mapEmpty();
    }

    private Optional<String> explain() {
        if (!PARAMETER.matcher(question.text()).find()) {
            return Optional.of("EXPLAIN (FORMAT JSON) " + question.text());
        }
        return majorVersion() < GENERIC_PLAN_SINCE
                ? Optional.empty()
                : Optional.of("EXPLAIN (GENERIC_PLAN, FORMAT JSON) " + question.text());
    }

    private int majorVersion() {
        return connection.parameters().stream()
                .map(PgFrame::body)
                .filter(status -> status.readString().equals("server_version"))
                .map(status -> MAJOR.matcher(status.readString()))
                .filter(Matcher::lookingAt)
                .mapToInt(version -> Integer.parseInt(version.group()))
                .findFirst()
                .orElse(0);
    }

    private String begin() {
        return "BEGIN READ ONLY; SET LOCAL statement_timeout = "
                + MOST_MILLIS
                + "; SET LOCAL lock_timeout = 100"
                + question.searchPath()
                        .map(
                                path ->
                                        "; SELECT pg_catalog.set_config('search_path', "
                                                + PlanningCheck.literal(path)
                                                + ", true)")
                        .orElse("");
    }

    private Future<Void> parse(String sql) {
        return RowQuery.run(
                        connection,
                        Buffer.buffer()
                                .appendBuffer(FrontendFrames.parse("", sql).bytes())
                                .appendBuffer(FrontendFrames.sync().bytes()))
                .mapEmpty();
    }

    private Future<Boolean> check() {
        return RowQuery.run(connection, PlanningCheck.of(question)).map(PlanningCheck::passed);
    }

    private Future<TargetPlan> plan(String sql) {
        return RowQuery.run(connection, sql).map(rows -> PlanSteps.of(rows.getFirst().getFirst()));
    }
}
