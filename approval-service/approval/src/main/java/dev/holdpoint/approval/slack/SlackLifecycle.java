package dev.holdpoint.approval.slack;

import dev.holdpoint.approval.ApprovalParts;
import dev.holdpoint.approval.ApprovalSettings;
import dev.holdpoint.approval.slack.link.LinkCodes;
import dev.holdpoint.approval.slack.link.LinksProjection;
import dev.holdpoint.eventlog.Topics;
import dev.holdpoint.eventlog.projection.ProjectionRunner;
import dev.holdpoint.service.RunningParts;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Makes the tables about Slack, keeps its read model, and closes the way there. */
@Singleton
final class SlackLifecycle {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Pool pool;
    private final ApprovalSettings settings;
    private final SlackTables tables;
    private final LinkCodes codes;
    private final SlackLine line;
    private final RunningParts running;

    SlackLifecycle(
            Vertx vertx,
            @ReactiveDataSource("approval") Pool pool,
            ApprovalSettings settings,
            SlackTables tables,
            LinkCodes codes,
            SlackLine line) {
        this.vertx = vertx;
        this.pool = pool;
        this.settings = settings;
        this.tables = tables;
        this.codes = codes;
        this.line = line;
        this.running = new RunningParts(vertx, RETRY);
    }

    void start(@Observes StartupEvent event) {
        vertx.getOrCreateContext().runOnContext(_ -> startAll());
    }

    private void startAll() {
        var log = settings.log();
        running.done("slack tables", () -> tables.create().compose(_ -> codes.createTable()))
                .compose(
                        _ ->
                                running.done(
                                        "topics",
                                        () ->
                                                Topics.ensure(
                                                        vertx, log, settings.replicationFactor())))
                .compose(
                        _ ->
                                running.keep(
                                        "chat links",
                                        () ->
                                                ProjectionRunner.start(
                                                        vertx,
                                                        log,
                                                        pool,
                                                        ApprovalParts.SCHEMA,
                                                        new LinksProjection()),
                                        ProjectionRunner::close));
    }

    void stop(@Observes ShutdownEvent event) {
        running.close();
        line.close();
    }
}
