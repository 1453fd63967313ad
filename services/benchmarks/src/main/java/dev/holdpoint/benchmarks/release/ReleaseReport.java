package dev.holdpoint.benchmarks.release;

import dev.holdpoint.benchmarks.lab.Distribution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The holds of one run as a Markdown table, and which of them were lost. */
final class ReleaseReport {
    private final Releases.Run run;
    private final Map<Integer, Instant> arrivals;
    private final String processors;
    private final int holds;

    /**
     * @param arrivals when the target ran each command
     * @param processors milliseconds that each service spent on a hold
     * @param holds how many there should be
     */
    ReleaseReport(Releases.Run run, Map<Integer, Instant> arrivals, String processors, int holds) {
        this.run = run;
        this.arrivals = arrivals;
        this.processors = processors;
        this.holds = holds;
    }

    /** How many commands were not answered, or not run by the target. */
    long lost() {
        return holds - complete().size();
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("| milliseconds | p50 | p90 | p99 | max |");
        lines.add("|---|---|---|---|---|");
        lines.add(
                row(
                        "vote accepted (REST answer here) to command at the target",
                        number -> between(seen(number).vote().accepted(), arrival(number))));
        lines.add(
                row(
                        "vote sent to command at the target",
                        number -> between(seen(number).vote().sent(), arrival(number))));
        lines.add(
                row(
                        "vote sent to vote accepted",
                        number ->
                                between(
                                        seen(number).vote().sent(),
                                        seen(number).vote().accepted())));
        lines.add(
                row(
                        "vote sent to the client's answer",
                        number -> between(seen(number).vote().sent(), seen(number).answered())));
        lines.add("");
        lines.add(
                "%,d holds in %.0f s, %,d lost."
                        .formatted(holds, run.took().toMillis() / 1e3, lost()));
        lines.add("Processor milliseconds for each hold: " + processors + ".");
        lines.addAll(run.failures());
        return lines;
    }

    private String row(String what, Function<Integer, Duration> span) {
        var spans =
                Distribution.of(
                        complete().stream().map(span).mapToDouble(each -> each.toNanos() / 1e6));
        return "| %s | %.1f | %.1f | %.1f | %.1f |"
                .formatted(what, spans.at(0.5), spans.at(0.9), spans.at(0.99), spans.at(1));
    }

    private List<Integer> complete() {
        return run.seen().keySet().stream().filter(arrivals::containsKey).toList();
    }

    private Releases.Seen seen(int number) {
        return Objects.requireNonNull(run.seen().get(number));
    }

    private Instant arrival(int number) {
        return Objects.requireNonNull(arrivals.get(number));
    }

    private static Duration between(Instant begin, Instant end) {
        return Duration.between(begin, end);
    }
}
