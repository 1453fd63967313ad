package dev.holdpoint.benchmarks.wire;

import dev.holdpoint.benchmarks.BenchFailure;
import dev.holdpoint.benchmarks.lab.BenchTarget;
import dev.holdpoint.benchmarks.lab.Closing;
import dev.holdpoint.benchmarks.lab.Installation;
import dev.holdpoint.benchmarks.lab.Jvm;
import dev.holdpoint.benchmarks.lab.Machine;
import dev.holdpoint.benchmarks.lab.Notebook;
import dev.holdpoint.benchmarks.lab.ProcessFacts;
import dev.holdpoint.benchmarks.lab.Programs;
import dev.holdpoint.benchmarks.lab.WorkDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdpoint bench wire}: the same load over every route, in turns, round after round. */
@Command(
        name = "wire",
        mixinStandardHelpOptions = true,
        description =
                "Runs pgbench and large results over every way to the same PostgreSQL, in turns:"
                        + " direct, a byte copy, haproxy, pgbouncer, pgpool-II,"
                        + " ShardingSphere-Proxy, Holdpoint.")
public final class WireVerb implements Callable<Integer> {
    private static final List<Peer> PEERS =
            List.of(
                    new ByteCopyPeer(),
                    new HaProxyPeer(),
                    new PgBouncerPeer(),
                    new PgPoolPeer(),
                    new ShardingSpherePeer());

    /** How often clients come while a route is warmed up. */
    private static final int COMINGS = 4;

    @Mixin Notebook notebook = new Notebook();

    @Option(names = "--quick", description = "one round of two seconds each, and 64 MiB results")
    boolean quick;

    @Option(names = "--rounds", defaultValue = "3", description = "rounds (${DEFAULT-VALUE})")
    int rounds = 3;

    @Option(
            names = "--seconds",
            defaultValue = "6",
            description = "seconds of each run (${DEFAULT-VALUE})")
    int seconds = 6;

    @Option(
            names = "--warm-up",
            defaultValue = "15",
            description = "seconds each JVM is warmed up with each load (${DEFAULT-VALUE})")
    int warmUp = 15;

    @Option(
            names = "--only",
            paramLabel = "PATTERN",
            defaultValue = ".*",
            description = "routes whose name matches, e.g. 'direct|byte|Holdpoint'")
    Pattern only = Pattern.compile(".*");

    @Option(
            names = "--loads",
            paramLabel = "PATTERN",
            defaultValue = ".*",
            description = "loads whose name matches, e.g. 'prepared, 8|SELECT'")
    Pattern loads = Pattern.compile(".*");

    @Option(
            names = "--mebibytes",
            defaultValue = "1024",
            description = "size of the large results (${DEFAULT-VALUE})")
    int mebibytes = 1024;

    private final Samples samples = new Samples();
    private final Set<String> skipped = new LinkedHashSet<>();

    @Override
    public Integer call() throws IOException {
        var pgbench = Programs.pgbench();
        try (var closing = new Closing()) {
            var work = WorkDirectory.create(closing);
            measure(pgbench, work, closing);
        }
        return 0;
    }

    private void measure(Path pgbench, Path work, Closing closing) throws IOException {
        notebook.say("starting the target and Holdpoint in " + work);
        var target = BenchTarget.start(work, closing);
        target.fillPgbench(pgbench, quick ? 5 : 20);
        target.fillCards(quick ? 64 : mebibytes);
        var installation =
                Installation.start(
                        notebook.home(), work.resolve("state"), target.port(), Jvm.measured());
        closing.then(installation::close);
        target.encrypt(installation.certificate(), installation.key());
        var ground =
                new Peer.Ground(
                        target,
                        installation.certificate(),
                        installation.key(),
                        work.resolve("peers"),
                        closing);
        var routes = routes(ground, installation);
        GatewayRoutes.pause(installation, true);
        var scripts = PeerFile.write(work.resolve("select-1.sql"), "SELECT 1;\n");
        var all = Load.all(scripts, quick).stream().filter(this::isWanted).toList();
        var runner = new Pgbench(pgbench, latencies(closing));
        var streaming = new Streaming(() -> installation.connectByToken(GatewayRoutes.PRINCIPAL));
        warmUp(runner, streaming, routes, all);
        rounds(runner, streaming, routes, all);
        report(routes);
    }

    /** In memory where the machine has such a place: writing them is not to be measured. */
    private static Path latencies(Closing closing) throws IOException {
        var memory = Path.of("/dev/shm");
        var shared =
                Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
        var latencies = Files.createTempDirectory(shared, "holdpoint-pgbench");
        closing.then(() -> WorkDirectory.delete(latencies));
        return latencies;
    }

    private List<Route> routes(Peer.Ground ground, Installation installation) throws IOException {
        var target = ground.target();
        var all = new ArrayList<Route>();
        for (var mode : List.of("disable", "require")) {
            var environment = target.environment(target.port(), mode);
            boolean encrypted = mode.equals("require");
            all.add(new Route("direct", encrypted, environment, Map.of(), Route.Turn.NOTHING));
        }
        for (var peer : PEERS) {
            var missing = peer.missing();
            if (missing.isPresent()) {
                skipped.add(peer.name() + ", " + missing.get());
            } else if (only.matcher(peer.name()).find()
                    || only.matcher(peer.name() + " (TLS)").find()) {
                var own = ground.below(peer.name().replace(' ', '-'));
                Files.createDirectories(own.directory());
                all.addAll(peer.start(own));
            }
        }
        all.addAll(GatewayRoutes.of(installation));
        Predicate<Route> wanted = route -> only.matcher(route.label()).find();
        return all.stream().filter(wanted).toList();
    }

    private boolean isWanted(Load load) {
        return loads.matcher(load.label()).find();
    }

    /**
     * What compiles while it runs gets to the end of that; nothing of this is counted. Clients come
     * and go meanwhile: what only ever served the same ones is compiled anew when others come.
     */
    private void warmUp(Pgbench runner, Streaming streaming, List<Route> routes, List<Load> all) {
        int each = Math.max(1, (quick ? 4 : warmUp) / COMINGS);
        var warm = new HashSet<Map<String, Long>>();
        for (var route : routes) {
            boolean compiles = route.processes().values().stream().anyMatch(ProcessFacts::isJvm);
            if (compiles && warm.add(route.processes())) {
                for (int coming = 0; coming < COMINGS; coming++) {
                    all.forEach(load -> runner.run(route, load, each));
                }
                statements().forEach(name -> rate(streaming, route, name));
            }
        }
    }

    private void rounds(Pgbench runner, Streaming streaming, List<Route> routes, List<Load> all) {
        for (int round = 1; round <= (quick ? 1 : rounds); round++) {
            notebook.say("round " + round + ", load average " + Machine.load());
            pgbench(runner, routes, all);
            stream(streaming, routes);
        }
    }

    private void pgbench(Pgbench runner, List<Route> routes, List<Load> all) {
        for (var load : all) {
            for (var route : routes) {
                route.turn().run(true);
                runner.run(route, load, Math.max(1, load.clients() / 16));
                var run = runner.run(route, load, quick ? 2 : seconds);
                route.turn().run(false);
                samples.add(load, route, run);
                told(load.label(), route, run.tps(), "tps");
            }
        }
    }

    private void stream(Streaming streaming, List<Route> routes) {
        for (var name : statements()) {
            for (var route : routes) {
                rate(streaming, route, name).ifPresent(rate -> streamed(name, route, rate));
            }
        }
    }

    private void streamed(String name, Route route, double rate) {
        samples.add(name, route, rate);
        told(name, route, rate / 1e6, "MB/s");
    }

    private void told(String what, Route route, double figure, String unit) {
        notebook.say("%-32s %-28s %8.0f %s".formatted(what, route.label(), figure, unit));
    }

    /** Bytes per second; empty, and told in the report, where the route cannot. */
    private OptionalDouble rate(Streaming streaming, Route route, String name) {
        try {
            var statement = Objects.requireNonNull(Streaming.statements().get(name));
            return OptionalDouble.of(streaming.run(route, statement));
        } catch (BenchFailure e) {
            skipped.add(name + " over " + e.getMessage());
            return OptionalDouble.empty();
        }
    }

    private List<String> statements() {
        return Streaming.statements().keySet().stream()
                .filter(name -> loads.matcher(name).find())
                .toList();
    }

    private void report(List<Route> routes) throws IOException {
        var machine = notebook.machine();
        var text = new WireReport(samples, routes).markdown(machine, List.copyOf(skipped));
        notebook.report(text);
        notebook.keep("wire.svg", Picture.of(samples, routes, machine));
    }
}
