package dev.holdpoint.benchmarks.parts;

import dev.holdpoint.benchmarks.lab.Notebook;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdpoint bench parts}: JMH over the single steps of the hot path. */
@Command(
        name = "parts",
        mixinStandardHelpOptions = true,
        description =
                "Measures the single steps of the hot path with JMH: decode, analyse, decide, mask,"
                        + " append; time and bytes allocated per operation.")
public final class PartsVerb implements Callable<Integer> {
    @Mixin Notebook notebook = new Notebook();

    @Option(names = "--quick", description = "one second each; too short to quote")
    boolean quick;

    @Parameters(
            paramLabel = "PATTERN",
            arity = "0..1",
            defaultValue = "",
            description = "only what matches this regular expression")
    String pattern = "";

    @Override
    public Integer call() throws IOException, RunnerException {
        var options =
                new OptionsBuilder()
                        .include("\\.parts\\..*" + pattern)
                        .jvmArgs("-Xmx1g", "--sun-misc-unsafe-memory-access=allow")
                        .forks(1)
                        .warmupIterations(quick ? 1 : 5)
                        .warmupTime(TimeValue.seconds(quick ? 1 : 2))
                        .measurementIterations(quick ? 1 : 5)
                        .measurementTime(TimeValue.seconds(quick ? 1 : 2))
                        .addProfiler("gc")
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build();
        var text =
                "Measured on %s.%n%n%s"
                        .formatted(notebook.machine(), table(new Runner(options).run()));
        notebook.report(text);
        return 0;
    }

    private static String table(Collection<RunResult> results) {
        return results.stream()
                .map(PartsVerb::row)
                .collect(
                        Collectors.joining(
                                "",
                                "| step | \u00b5s | \u00b1 | bytes allocated |\n|---|---|---|---|\n",
                                ""));
    }

    private static String row(RunResult result) {
        var parameters = result.getParams();
        var names =
                parameters.getParamsKeys().stream()
                        .map(key -> " (" + parameters.getParam(key) + " " + key + ")")
                        .collect(Collectors.joining());
        var name = parameters.getBenchmark();
        var step = name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
        var allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
        return String.format(
                Locale.ROOT,
                "| %s%s | %.2f | %.2f | %s |%n",
                step.replace("Benchmark.", ": "),
                names,
                result.getPrimaryResult().getScore(),
                result.getPrimaryResult().getScoreError(),
                allocated == null
                        ? "-"
                        : String.format(Locale.ROOT, "%,.0f", allocated.getScore()));
    }
}
