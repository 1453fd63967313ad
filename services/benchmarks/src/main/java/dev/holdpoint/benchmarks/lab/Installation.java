package dev.holdpoint.benchmarks.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdpoint.benchmarks.BenchFailure;
import dev.holdpoint.embedded.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A whole Holdpoint of its own, started as {@code up --separate} starts one. */
public final class Installation implements AutoCloseable {
    /** The variable that names the directory of documents, unless the benchmarks' own will do. */
    public static final String DOCUMENTS = "HOLDPOINT_POLICY_DOCUMENTS";

    private static final Duration CATCHING_UP = Duration.ofMinutes(5);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern EXPORT = Pattern.compile("export (\\w+)='?(.*?)'?");

    private final Path home;
    private final Path state;
    private final Process launcher;
    private final Map<String, Map<String, String>> connections = new HashMap<>();
    private JsonNode run = JSON.createObjectNode();

    private Installation(Path home, Path state, Process launcher) {
        this.home = home;
        this.state = state;
        this.launcher = launcher;
    }

    /**
     * Starts everything and returns once it is ready.
     *
     * @param jvm options of single programs, e.g. {@code HOLDPOINT_JVM_PROXY_EDGE}, and whatever
     *     else the environment is to say
     */
    public static Installation start(
            Path home, Path state, int targetPort, Map<String, String> jvm) {
        var environment = new HashMap<>(jvm);
        environment.put("HOLDPOINT_STATE_DIR", state.toString());
        environment.putIfAbsent(DOCUMENTS, home + "/services/benchmarks/policies");
        environment.put("HOLDPOINT_DEMO_TARGET_PORT", Integer.toString(targetPort));
        environment.put("HOLDPOINT_DEMO_TARGET_HOST", "127.0.0.1");
        environment.put("HOLDPOINT_DEMO_TARGET_DATABASE", BenchTarget.DATABASE);
        environment.put("HOLDPOINT_DEMO_TARGET_USER", BenchTarget.ROLE);
        environment.put("HOLDPOINT_EDGE_POSTGRES_SESSIONS_PER_PRINCIPAL", "20000");
        environment.put("HOLDPOINT_APPROVAL_OPEN_HOLDS", "20000");
        environment.put("HOLDPOINT_APPROVAL_OPEN_HOLDS_PER_REQUESTER", "20000");
        environment.put("HOLDPOINT_APPROVAL_APPROVALS_PER_MINUTE", "1000000");
        for (var part : List.of("KAFKA", "POSTGRES", "TARGET", "OIDC", "HTTP", "EDGE")) {
            environment.put("HOLDPOINT_PORT_" + part, Integer.toString(Ports.free()));
        }
        var started =
                Programs.start(
                        environment,
                        line(home, "services/launcher", "dev.holdpoint.launcher.LauncherCommand"),
                        state.resolveSibling("holdpoint.log"));
        var installation = new Installation(home, state, started);
        installation.awaitReady();
        return installation;
    }

    private static ArrayList<String> line(Path home, String module, String main) {
        var target = home.resolve(module).resolve("target");
        var line =
                new ArrayList<>(
                        List.of(
                                Programs.java().toString(),
                                "-Xmx768m",
                                "-XX:+UseSerialGC",
                                "--sun-misc-unsafe-memory-access=allow",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Dholdpoint.home=" + home,
                                "-cp",
                                target + "/*:" + target + "/lib/*",
                                main));
        if (main.endsWith("LauncherCommand")) {
            line.addAll(List.of("up", "--separate", "--fresh"));
        }
        return line;
    }

    private void awaitReady() {
        Patience.await(
                Duration.ofSeconds(120),
                "Holdpoint ready (see " + state.resolveSibling("holdpoint.log") + ")",
                () -> {
                    if (!launcher.isAlive()) {
                        throw new BenchFailure(
                                "Holdpoint did not start:\n"
                                        + Programs.tail(state.resolveSibling("holdpoint.log")));
                    }
                    return readRun();
                });
    }

    private boolean readRun() {
        try {
            run = JSON.readTree(Files.readString(state.resolve("run.json")));
            return run.path("ready").asBoolean();
        } catch (IOException notYet) {
            return false;
        }
    }

    public int edgePort() {
        var edge = run.path("edge").asText();
        return Integer.parseInt(edge.substring(edge.lastIndexOf(':') + 1));
    }

    /** The process id of one service. */
    public long pid(String service) {
        for (var each : run.path("services")) {
            if (each.path("name").asText().equals(service)) {
                return each.path("pid").path("number").asLong();
            }
        }
        throw new BenchFailure("no such service: " + service);
    }

    /** The process that hosts Kafka, and the names and ids of the services. */
    public Map<String, Long> pids() {
        var all = new HashMap<String, Long>();
        all.put("kafka", launcher.pid());
        run.path("services")
                .forEach(
                        each ->
                                all.put(
                                        each.path("name").asText(),
                                        each.path("pid").path("number").asLong()));
        return all;
    }

    /** Where Kafka is, {@code host:port}. */
    public String kafka() {
        return run.path("kafka").asText();
    }

    public Path certificate() {
        return state.resolve("tls/server.pem");
    }

    public Path key() {
        return state.resolve("tls/server.key");
    }

    /** What libpq needs to reach the target through the edge for the next hour. */
    public Map<String, String> connect(String principal) {
        return connections.computeIfAbsent(principal, this::issue);
    }

    /** Another password would take the place of the one before. */
    private Map<String, String> issue(String principal) {
        var printed = cli("connect", "payments", "--as", principal, "--export");
        var environment = new HashMap<String, String>();
        for (var line : printed.lines().toList()) {
            var export = EXPORT.matcher(line.strip());
            if (export.matches()) {
                environment.put(export.group(1), export.group(2));
            }
        }
        environment.put("PGGSSENCMODE", "disable");
        return Map.copyOf(environment);
    }

    /** As {@link #connect}, for a client that can only send a password in clear: a token. */
    public Map<String, String> connectByToken(String principal) {
        var environment = new HashMap<>(connect(principal));
        environment.put("PGUSER", "oidc");
        environment.put("PGPASSWORD", token(principal, "holdpoint-edge"));
        return environment;
    }

    /**
     * A bearer token, valid for an hour.
     *
     * @param audience {@code holdpoint-api}, or {@code holdpoint-edge}: the password of user oidc
     */
    public String token(String principal, String audience) {
        return cli("token", principal, "--audience", audience).strip();
    }

    /** Where the part of the REST API with the given prefix is, e.g. {@code /api/v1/holds}. */
    public URI api(String prefix) {
        return URI.create(run.path("api").path(prefix).asText() + prefix);
    }

    private String cli(String... arguments) {
        var line = line(home, "services/cli", "dev.holdpoint.cli.HoldpointCommand");
        line.addAll(List.of(arguments));
        return Programs.output(Map.of("HOLDPOINT_STATE_DIR", state.toString()), line);
    }

    /** Stops a service's clock, as if it ran on another machine; or lets it go on. */
    public void pause(String service, boolean paused) {
        var signal = paused ? "-STOP" : "-CONT";
        Programs.output(Map.of(), List.of("kill", signal, Long.toString(pid(service))));
    }

    /** Returns once the service has caught up with the log: a second passes without much work. */
    public void awaitIdle(String service) {
        Patience.await(
                CATCHING_UP, service + " caught up", () -> ProcessFacts.isIdle(pid(service)));
    }

    @Override
    public void close() {
        for (var each : run.path("services")) {
            pause(each.path("name").asText(), false);
        }
        Programs.stop(launcher, 60);
    }
}
