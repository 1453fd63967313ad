package dev.holdpoint.endtoend;

import dev.holdpoint.embedded.EmbeddedBroker;
import dev.holdpoint.embedded.EmbeddedOidc;
import dev.holdpoint.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Real infrastructure in this JVM, so that a test can pull any single plug. */
final class Lab implements AutoCloseable {
    private static final String SERVICES_PASSWORD = "services-canary-3f1c";
    static final String TARGET_PASSWORD = "target-canary-77aa";
    private static final String PREFIX = "%m [%p] %q%u@%d %a ";
    private static final Pattern PLANNING =
            Pattern.compile("(?m)^.*? \\[\\d+\\] \\S+ holdpoint-estimate .*(?:\\n\\t.*)*\\n?");

    final Path directory;
    final EmbeddedPostgres database;
    final EmbeddedPostgres target;
    final EmbeddedOidc oidc;
    final Path policies;
    private final List<String> further = new ArrayList<>();
    private EmbeddedBroker broker;
    private final int brokerPort;

    private Lab(Path directory, Path policies) {
        this.directory = directory;
        this.policies = policies;
        this.broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
        this.brokerPort = portOf(broker.bootstrapServers());
        var quick = EmbeddedPostgres.Settings.throwAway();
        this.database = EmbeddedPostgres.start(directory.resolve("postgres"), 0, quick);
        this.target =
                EmbeddedPostgres.start(
                        directory.resolve("target"),
                        0,
                        quick.with("log_statement", "all").with("log_line_prefix", PREFIX));
        this.oidc = EmbeddedOidc.start(directory.resolve("oidc"), 0);
    }

    /** With the demo's own policies. */
    static Lab start() {
        return start(DemoPolicies.DEMO);
    }

    static Lab start(Path policies) {
        try {
            var lab = new Lab(Files.createTempDirectory("holdpoint-lab"), policies);
            lab.createDatabases();
            return lab;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void createDatabases() throws IOException {
        database.execute(
                "CREATE ROLE holdpoint LOGIN PASSWORD '" + SERVICES_PASSWORD + "' NOSUPERUSER");
        database.execute("CREATE DATABASE holdpoint OWNER holdpoint");
        target.execute("CREATE ROLE holdpoint_payments LOGIN PASSWORD '" + TARGET_PASSWORD + "'");
        target.createDatabase("payments");
        target.execute("payments", Files.readString(demoSql()));
        var secret = directory.resolve("payments-secret");
        Files.writeString(secret, TARGET_PASSWORD);
    }

    private static Path demoSql() {
        return Repository.ROOT.resolve("services/end-to-end/src/test/resources/payments.sql");
    }

    private static int portOf(String bootstrapServers) {
        return Integer.parseInt(bootstrapServers.substring(bootstrapServers.lastIndexOf(':') + 1));
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** What the target logged so far: every statement that came to it to be run. */
    String targetLog() {
        return PLANNING.matcher(wholeTargetLog()).replaceAll("");
    }

    /** The same with what the edge itself had it plan. */
    String wholeTargetLog() {
        try {
            return Files.readString(target.logFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean targetSaw(String text) {
        return targetLog().contains(text);
    }

    void stopBroker() {
        broker.close();
    }

    void startBroker() {
        broker = EmbeddedBroker.start(directory.resolve("kafka"), brokerPort);
    }

    /** Tells services that are started from now on something more. */
    void configure(String key, String value) {
        further.add("-D" + key + "=" + value);
    }

    /** System properties that point a service at this lab. */
    List<String> properties() {
        var properties =
                new ArrayList<>(
                        List.of(
                                "-Dholdpoint.kafka.bootstrap-servers=" + bootstrapServers(),
                                "-Dholdpoint.postgres.url=" + database.uri("holdpoint"),
                                "-Dholdpoint.postgres.user=holdpoint",
                                "-Dholdpoint.postgres.password=" + SERVICES_PASSWORD,
                                "-Dholdpoint.oidc.issuer=" + oidc.issuer(),
                                "-Dholdpoint.demo.target.host=" + target.host(),
                                "-Dholdpoint.demo.target.port=" + target.port(),
                                "-Dholdpoint.demo.target.user=holdpoint_payments",
                                "-Dholdpoint.secrets.directories=" + directory,
                                "-Dholdpoint.demo.target.secret=file:"
                                        + directory.resolve("payments-secret")));
        properties.addAll(further);
        return properties;
    }

    @Override
    public void close() {
        oidc.close();
        broker.close();
        database.close();
        target.close();
    }

    /** What REST is told of a further target that is the payments database. */
    Map<String, Object> payments(String secret) {
        return Map.of(
                "protocol",
                "postgres",
                "host",
                target.host(),
                "port",
                target.port(),
                "database",
                "payments",
                "username",
                "holdpoint_payments",
                "secret",
                secret,
                "tls",
                "disable",
                "labels",
                Map.of("data", "payments"));
    }
}
