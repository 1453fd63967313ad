package dev.holdpoint.launcher;

import dev.holdpoint.embedded.Ports;
import dev.holdpoint.launcher.database.DemoTarget;
import dev.holdpoint.launcher.database.ServicesDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The service processes of one shape and the REST paths each of them answers. */
record Services(List<ServiceApp> apps, Map<String, String> api) {
    private record Deployable(String name, String module, List<String> paths) {}

    private static final Deployable ALL =
            new Deployable("standalone", "services/standalone", List.of(""));
    private static final List<Deployable> FIVE =
            List.of(
                    new Deployable(
                            "policy-service",
                            "policy-service/app",
                            List.of(
                                    "targets",
                                    "policies",
                                    "decisions",
                                    "grants",
                                    "access",
                                    "policy/")),
                    new Deployable(
                            "approval-service",
                            "approval-service/app",
                            List.of(
                                    "holds",
                                    "access-requests",
                                    "delegations",
                                    "approvals/",
                                    "webhooks",
                                    "approval/")),
                    new Deployable(
                            "audit-service",
                            "audit-service/app",
                            List.of("sessions", "ledger", "audit/")),
                    new Deployable(
                            "review-service",
                            "review-service/app",
                            List.of("entitlements", "campaigns", "review-items", "review/")),
                    new Deployable(
                            "proxy-edge",
                            "proxy-edge/app",
                            List.of("credentials", "live-sessions", "edge/")));

    private record Placed(Deployable deployable, int port) {
        ServiceApp app(Path home, Map<String, String> shared) {
            var config = new HashMap<>(shared);
            config.put("quarkus.http.port", Integer.toString(port));
            var jar = ServiceApp.runnerJar(home, deployable.module);
            return new ServiceApp(deployable.name, jar, port, Map.copyOf(config));
        }

        Stream<Map.Entry<String, String>> api() {
            return deployable.paths.stream().map(path -> Map.entry("/api/v1/" + path, url(port)));
        }
    }

    static Services of(Shape shape, Path home, PortPlan ports, Map<String, String> shared) {
        var placed =
                switch (shape) {
                    case STANDALONE -> List.of(new Placed(ALL, ports.http));
                    case SEPARATE ->
                            FIVE.stream().map(each -> new Placed(each, Ports.free())).toList();
                };
        var config = new HashMap<>(shared);
        config.put("holdpoint.policy.port", portOf("policy-service", placed));
        config.put("holdpoint.approval.port", portOf("approval-service", placed));
        return new Services(
                placed.stream().map(each -> each.app(home, config)).toList(),
                placed.stream()
                        .flatMap(Placed::api)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** In one process every gRPC client points back at that process. */
    private static String portOf(String service, List<Placed> placed) {
        return placed.stream()
                .filter(each -> each.deployable.name.equals(service))
                .findFirst()
                .or(() -> placed.stream().findFirst())
                .map(each -> Integer.toString(each.port))
                .orElseThrow();
    }

    private static String url(int port) {
        return "http://localhost:" + port;
    }

    /** What every service process is told; passwords travel in a private file, not in arguments. */
    static Map<String, String> shared(Path home, StateDir state, PortPlan ports)
            throws IOException {
        return Map.ofEntries(
                Map.entry("holdpoint.kafka.bootstrap-servers", "localhost:" + ports.kafka),
                Map.entry(
                        "holdpoint.postgres.url",
                        "postgresql://localhost:" + ports.postgres + "/holdpoint"),
                Map.entry("holdpoint.postgres.user", ServicesDatabase.ROLE),
                Map.entry("holdpoint.postgres.password", state.secret("services")),
                Map.entry("holdpoint.oidc.issuer", url(ports.oidc)),
                Map.entry("holdpoint.state-dir", state.root().toString()),
                Map.entry(
                        "holdpoint.policy.documents",
                        home.resolve("deploy/policies/demo").toString()),
                Map.entry("holdpoint.demo.target.host", "localhost"),
                Map.entry("holdpoint.demo.target.port", Integer.toString(ports.target)),
                Map.entry("holdpoint.demo.target.database", DemoTarget.DATABASE),
                Map.entry("holdpoint.demo.target.user", DemoTarget.ROLE),
                Map.entry(
                        "holdpoint.demo.target.secret",
                        "file:" + state.secretFile(DemoTarget.SECRET)),
                Map.entry("holdpoint.edge.postgres.port", Integer.toString(ports.edge)),
                Map.entry("quarkus.http.host", "localhost"),
                Map.entry("quarkus.shutdown.timeout", "1s"),
                Map.entry("quarkus.log.category.\"io.smallrye.health\".level", "WARN"),
                Map.entry("quarkus.log.category.\"io.vertx.sqlclient.impl\".level", "ERROR"));
    }
}
