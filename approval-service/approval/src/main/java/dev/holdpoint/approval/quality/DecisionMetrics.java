package dev.holdpoint.approval.quality;

import dev.holdpoint.approval.quality.DecisionFigures.Of;
import dev.holdpoint.approval.quality.Figures.Spread;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Figures by rule as gauges, for whoever watches and warns. They are of a moving window, counted
 * from the log: every instance of the service tells the same, and a restart takes nothing away.
 */
public final class DecisionMetrics {
    private static final String RULE = "rule";

    private final MultiGauge holds;
    private final MultiGauge seconds;
    private final MultiGauge approvals;
    private final MultiGauge judged;

    public DecisionMetrics(MeterRegistry registry) {
        this.holds =
                gauge(registry, "holdpoint.decisions.holds", "Holds placed in the last 24 hours");
        this.seconds =
                gauge(registry, "holdpoint.decisions.seconds", "From the hold to its decision");
        this.approvals =
                gauge(registry, "holdpoint.decisions.approvals", "Approvals that stand, by pace");
        this.judged =
                gauge(registry, "holdpoint.decisions.judged", "Released holds by what was said");
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    /** Tells these figures from now on, and those of no other rule. */
    public void tell(List<Of> rules) {
        holds.register(rows(rules, DecisionMetrics::outcomes), true);
        seconds.register(rows(rules, DecisionMetrics::spread), true);
        approvals.register(rows(rules, DecisionMetrics::paces), true);
        judged.register(rows(rules, DecisionMetrics::judgements), true);
    }

    private record Sample(String tag, String value, double figure) {}

    private static List<Row<?>> rows(List<Of> rules, Function<Figures, List<Sample>> samples) {
        var rows = new ArrayList<Row<?>>();
        for (var rule : rules) {
            for (var sample : samples.apply(rule.figures())) {
                rows.add(
                        Row.of(
                                Tags.of(RULE, rule.key(), sample.tag(), sample.value()),
                                sample.figure()));
            }
        }
        return rows;
    }

    private static List<Sample> outcomes(Figures figures) {
        return List.of(
                new Sample("outcome", "open", figures.open()),
                new Sample("outcome", "released", figures.released()),
                new Sample("outcome", "broken", figures.broken()),
                new Sample("outcome", "refused", figures.refused()),
                new Sample("outcome", "expired", figures.expired()),
                new Sample("outcome", "withdrawn", figures.withdrawn()),
                new Sample("outcome", "turned_away", figures.turnedAway()));
    }

    private static List<Sample> spread(Figures figures) {
        var spread = figures.secondsToDecision();
        return spread == null
                ? List.of()
                : List.of(
                        quantile("0.5", Spread::p50, spread),
                        quantile("0.9", Spread::p90, spread),
                        quantile("1", Spread::max, spread));
    }

    private static Sample quantile(String value, ToDoubleFunction<Spread> of, Spread spread) {
        return new Sample("quantile", value, of.applyAsDouble(spread));
    }

    private static List<Sample> paces(Figures figures) {
        return List.of(
                new Sample("pace", "quick", figures.quickApprovals()),
                new Sample("pace", "other", figures.approvals() - figures.quickApprovals()));
    }

    private static List<Sample> judgements(Figures figures) {
        return List.of(
                new Sample("judgement", "bad", figures.judgedBad()),
                new Sample("judgement", "good", figures.judgedGood()),
                new Sample("judgement", "to_review", figures.toReview()));
    }
}
