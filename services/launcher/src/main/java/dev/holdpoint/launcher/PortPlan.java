package dev.holdpoint.launcher;

import dev.holdpoint.embedded.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import picocli.CommandLine.Option;

/** The fixed ports of a local Holdpoint; each may be moved by a flag or an environment variable. */
final class PortPlan {
    private static final String FROM_ENV = "(default: ${DEFAULT-VALUE}, or env HOLDPOINT_PORT_";

    @Option(
            names = "--port-kafka",
            paramLabel = "PORT",
            defaultValue = "${env:HOLDPOINT_PORT_KAFKA:-19092}",
            description = "Kafka " + FROM_ENV + "KAFKA)")
    int kafka;

    @Option(
            names = "--port-postgres",
            paramLabel = "PORT",
            defaultValue = "${env:HOLDPOINT_PORT_POSTGRES:-15431}",
            description = "PostgreSQL of the services " + FROM_ENV + "POSTGRES)")
    int postgres;

    @Option(
            names = "--port-target",
            paramLabel = "PORT",
            defaultValue = "${env:HOLDPOINT_PORT_TARGET:-15430}",
            description = "the demo target's PostgreSQL " + FROM_ENV + "TARGET)")
    int target;

    @Option(
            names = "--port-oidc",
            paramLabel = "PORT",
            defaultValue = "${env:HOLDPOINT_PORT_OIDC:-18081}",
            description = "OIDC issuer " + FROM_ENV + "OIDC)")
    int oidc;

    @Option(
            names = "--port-http",
            paramLabel = "PORT",
            defaultValue = "${env:HOLDPOINT_PORT_HTTP:-8080}",
            description = "REST " + FROM_ENV + "HTTP)")
    int http;

    @Option(
            names = "--port-edge",
            paramLabel = "PORT",
            defaultValue = "${env:HOLDPOINT_PORT_EDGE:-15432}",
            description = "PostgreSQL edge " + FROM_ENV + "EDGE)")
    int edge;

    /** One port with the part that wants it and the flag that moves it. */
    record Use(String part, String name, int port) {
        private static final int LAST = 65_535;

        boolean isPort() {
            return port >= 0 && port <= LAST;
        }

        String outOfRange() {
            return "port %d, wanted by %s, is none: choose one up to %d with --port-%s PORT"
                    .formatted(port, part, LAST, name);
        }

        String taken() {
            return ("port %d, wanted by %s, is taken: free it, or choose another with"
                            + " --port-%s PORT or HOLDPOINT_PORT_%s")
                    .formatted(port, part, name, name.toUpperCase(Locale.ROOT));
        }
    }

    List<Use> uses(Shape shape) {
        var common =
                List.of(
                        new Use("Kafka", "kafka", kafka),
                        new Use("the services' PostgreSQL", "postgres", postgres),
                        new Use("the demo target's PostgreSQL", "target", target),
                        new Use("the OIDC issuer", "oidc", oidc),
                        new Use("the PostgreSQL edge", "edge", edge));
        return switch (shape) {
            case SEPARATE -> common;
            case STANDALONE -> {
                var all = new ArrayList<>(common);
                all.add(new Use("the services' REST", "http", http));
                yield all;
            }
        };
    }

    /** Fails with one line per port that something else listens on, before anything is started. */
    void check(Shape shape) {
        check(shape, Ports::isFree);
    }

    void check(Shape shape, IntPredicate free) {
        var none = uses(shape).stream().filter(use -> !use.isPort()).map(Use::outOfRange).toList();
        if (!none.isEmpty()) {
            throw new LaunchFailure(String.join("\n", none));
        }
        var taken =
                uses(shape).stream().filter(use -> !free.test(use.port())).map(Use::taken).toList();
        if (!taken.isEmpty()) {
            throw new LaunchFailure(String.join("\n", taken));
        }
    }
}
