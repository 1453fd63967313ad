package dev.holdpoint.approval.api.quality;

import static java.lang.System.Logger.Level.WARNING;

import dev.holdpoint.approval.ApprovalParts;
import dev.holdpoint.approval.quality.DecisionFigures;
import dev.holdpoint.approval.quality.DecisionMetrics;
import dev.holdpoint.approval.quality.Grouping;
import dev.holdpoint.approval.quality.Window;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Counts the decisions of the last day every so often, for {@code /q/metrics}. */
@Singleton
public final class QualityMetrics {
    private static final System.Logger LOG = System.getLogger(QualityMetrics.class.getName());
    private static final Duration WINDOW = Duration.ofDays(1);
    private static final int MOST_RULES = 200;

    private final Vertx vertx;
    private final DecisionFigures figures;
    private final DecisionMetrics metrics;
    private final Duration period;
    private final InstantSource clock = InstantSource.system();
    private long timer;

    QualityMetrics(
            Vertx vertx,
            @ReactiveDataSource("approval") Pool pool,
            MeterRegistry registry,
            @ConfigProperty(name = "holdpoint.approval.metrics-every") Duration period) {
        this.vertx = vertx;
        this.figures = new DecisionFigures(pool, ApprovalParts.SCHEMA);
        this.metrics = new DecisionMetrics(registry);
        this.period = period;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(period.toMillis(), _ -> count());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void count() {
        var now = clock.instant();
        figures.by(Grouping.RULE, new Window(now.minus(WINDOW), now), "", MOST_RULES)
                .onSuccess(metrics::tell)
                .onFailure(this::forget);
    }

    /** Old figures would look like those of now. */
    private void forget(Throwable cause) {
        metrics.tell(List.of());
        LOG.log(WARNING, "decisions not counted: cause={0}", cause);
    }
}
