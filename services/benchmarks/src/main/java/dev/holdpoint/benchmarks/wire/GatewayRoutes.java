package dev.holdpoint.benchmarks.wire;

import dev.holdpoint.benchmarks.lab.Installation;
import java.util.List;

/**
 * Holdpoint itself: with the services no allowed command waits for as if they ran elsewhere, as on
 * a cluster, and with all of it on the same cores.
 */
final class GatewayRoutes {
    static final String NAME = "Holdpoint";
    static final String PRINCIPAL = "support-agent";
    private static final List<String> ELSEWHERE =
            List.of("approval-service", "audit-service", "review-service");

    private GatewayRoutes() {}

    static List<Route> of(Installation installation) {
        var environment = installation.connect(PRINCIPAL);
        return List.of(
                new Route(NAME, true, environment, installation.pids(), Route.Turn.NOTHING),
                new Route(
                        NAME + ", all services here",
                        true,
                        environment,
                        installation.pids(),
                        begins -> turn(installation, begins)));
    }

    /** What was logged while they were paused is no part of what is measured. */
    private static void turn(Installation installation, boolean begins) {
        pause(installation, !begins);
        if (begins) {
            ELSEWHERE.forEach(installation::awaitIdle);
        }
    }

    static void pause(Installation installation, boolean paused) {
        ELSEWHERE.forEach(service -> installation.pause(service, paused));
    }
}
