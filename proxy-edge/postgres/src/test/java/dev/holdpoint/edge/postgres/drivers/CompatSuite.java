package dev.holdpoint.edge.postgres.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.OpenDoor;
import dev.holdpoint.edge.postgres.harness.TlsRelay;
import dev.holdpoint.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tests of vertx-pg-client itself, once without and once with an edge between them and a
 * server: {@code ./holdpoint compat} runs this and prints what came of it; it is not part of CI.
 */
class CompatSuite {
    private static final Path LIBRARIES = Path.of("target/compat/vertx-pg-client");
    private static final Path REPORT = Path.of("target/compat/report.txt");
    private static final Pattern TOTAL = Pattern.compile("(?m)^(?:OK \\(|Tests run: )(\\d+)");
    private static final Pattern FAILED = Pattern.compile("(?m)^\\d+\\) (\\S+\\(\\S+\\))$");

    private final Edge edge = Edge.fresh();

    @TempDir Path dir;

    /**
     * These make servers of their own, with their certificates or on a socket file, or only
     * measure.
     */
    private static final Pattern OF_ITS_OWN_SERVER =
            Pattern.compile("UnixDomainSocket|TLS|SSL|benchmarks");

    private static final Pattern ASKED_FOR =
            Pattern.compile(System.getProperty("holdpoint.compat.tests", ""));

    /** How many tests ran, and which of them failed. */
    private record Run(int total, TreeSet<String> failed) {
        @Override
        public String toString() {
            return (total - failed.size()) + " of " + total + " pass";
        }
    }

    @Test
    void what_passes_directly_passes_through_the_edge() throws Exception {
        edge.policy.allowAll(true);
        var direct = run("direct", false);
        var through = run("edge", true);
        var only = new TreeSet<>(through.failed());
        only.removeAll(direct.failed());
        Files.writeString(
                REPORT,
                "vertx-pg-client's own tests\n  direct:           %s\n  through the edge: %s\n%s"
                        .formatted(
                                direct,
                                through,
                                String.join(
                                        "",
                                        only.stream().map(it -> "  only: " + it + "\n").toList())));
        assertThat(through.total()).isEqualTo(direct.total()).isPositive();
    }

    private Run run(String name, boolean throughTheEdge) throws Exception {
        try (var server = server(name);
                var relay = new TlsRelay(edge)) {
            var uri =
                    throughTheEdge
                            ? "postgresql://oidc:%s@localhost:%d/%s"
                                    .formatted(
                                            OpenDoor.TOKEN,
                                            relay.port(),
                                            edge.door.relayAt(server.port()))
                            : "postgresql://app:%s@127.0.0.1:%d/payments_db"
                                    .formatted(edge.targetPassword(), server.port());
            var said = Path.of("target/compat", name + ".log");
            var process = junit(uri).redirectOutput(said.toFile()).start();
            process.waitFor();
            return read(Files.readString(said));
        }
    }

    private static Run read(String said) {
        var failed = new TreeSet<String>();
        FAILED.matcher(said).results().forEach(it -> failed.add(it.group(1)));
        var total = TOTAL.matcher(said);
        return new Run(total.find() ? Integer.parseInt(total.group(1)) : 0, failed);
    }

    private static ProcessBuilder junit(String uri) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dconnection.uri=" + uri,
                                "-Dtls.connection.uri=" + uri,
                                "-Dtls.force.connection.uri=" + uri,
                                "-Dembedded.postgres.version=18",
                                "-cp",
                                LIBRARIES + "/*",
                                "org.junit.runner.JUnitCore"));
        command.addAll(tests());
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private static List<String> tests() throws IOException {
        try (var jar = new JarFile(suite().toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> ASKED_FOR.matcher(name).find())
                    .filter(
                            name ->
                                    name.endsWith("Test.class")
                                            && !OF_ITS_OWN_SERVER.matcher(name).find())
                    .map(name -> name.replace(".class", "").replace('/', '.'))
                    .sorted()
                    .toList();
        }
    }

    private static Path suite() throws IOException {
        try (Stream<Path> jars = Files.list(LIBRARIES)) {
            return jars.filter(jar -> jar.toString().matches(".*vertx-pg-client-.*-tests.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** A server with the tables the tests expect, owned by the account they use. */
    private EmbeddedPostgres server(String name) throws Exception {
        var server =
                EmbeddedPostgres.start(
                        dir.resolve(name),
                        0,
                        EmbeddedPostgres.Settings.throwAway().with("max_connections", "400"));
        var password = edge.targetPassword();
        server.execute("CREATE ROLE app LOGIN PASSWORD '" + password + "'");
        server.execute("CREATE DATABASE payments_db OWNER app");
        var tables = dir.resolve("create.sql");
        try (var jar = new JarFile(suite().toFile())) {
            var entry = jar.getEntry("create-postgres.sql");
            var sql = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(tables, sql);
        }
        var environment =
                Map.of(
                        "PGHOST",
                        server.host(),
                        "PGPORT",
                        Integer.toString(server.port()),
                        "PGUSER",
                        "app",
                        "PGPASSWORD",
                        password,
                        "PGDATABASE",
                        "payments_db");
        Program.run(environment, List.of("psql", "-Xq", "-f", tables.toString()));
        return server;
    }
}
