package dev.holdpoint.benchmarks.wire;

import dev.holdpoint.benchmarks.lab.BenchTarget;
import dev.holdpoint.benchmarks.lab.Patience;
import dev.holdpoint.benchmarks.lab.Programs;
import dev.holdpoint.embedded.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * ShardingSphere-Proxy 5.1.0, the newest that is published as jars. It parses and plans SQL anew
 * and has no COPY; it runs on Java 17.
 */
final class ShardingSpherePeer implements Peer {
    private static final Path LIB =
            Path.of(System.getProperty("user.home"), ".cache", "holdpoint", "shardingsphere");

    @Override
    public String name() {
        return "ShardingSphere";
    }

    @Override
    public Optional<String> missing() {
        if (Files.notExists(LIB)) {
            return Optional.of("no jars in " + LIB);
        }
        return Optional.of("it needs a Java 17").filter(_ -> Programs.java(17).isEmpty());
    }

    @Override
    public List<Route> start(Ground ground) {
        int port = Ports.free();
        var directory = ground.directory();
        var conf = directory.resolve("conf");
        PeerFile.write(conf.resolve("server.yaml"), SERVER);
        PeerFile.write(
                conf.resolve("config-bench.yaml"),
                DATABASE.formatted(BenchTarget.DATABASE, ground.target().port(), BenchTarget.ROLE));
        PeerFile.write(directory.resolve("logback.xml"), LOGBACK);
        var line =
                List.of(
                        Programs.java(17).orElseThrow().toString(),
                        "-Xmx1g",
                        "-cp",
                        directory + ":" + LIB + "/*",
                        "org.apache.shardingsphere.proxy.Bootstrap",
                        Integer.toString(port),
                        "/conf");
        var process = Programs.start(Map.of(), line, ground.log());
        ground.closing().then(() -> Programs.stop(process, 10));
        Patience.awaitPort(port, name(), process);
        return List.of(
                new Route(name(), false, ground.target().environment(port, "disable"), process));
    }

    private static final String SERVER =
            """
            rules:
              - !AUTHORITY
                users:
                  - bench@%:not-a-secret
                provider:
                  type: ALL_PRIVILEGES_PERMITTED
            props:
              proxy-frontend-database-protocol-type: PostgreSQL
              max-connections-size-per-query: 1
            """;

    private static final String DATABASE =
            """
            schemaName: %1$s
            dataSources:
              ds_0:
                url: jdbc:postgresql://127.0.0.1:%2$d/%1$s
                username: %3$s
                password: not-a-secret
                connectionTimeoutMilliseconds: 30000
                idleTimeoutMilliseconds: 600000
                maxLifetimeMilliseconds: 1800000
                maxPoolSize: 80
                minPoolSize: 1
            rules: []
            """;

    private static final String LOGBACK =
            """
            <configuration>
                <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%d %level %logger{36} %msg%n</pattern></encoder>
                </appender>
                <root level="ERROR"><appender-ref ref="console"/></root>
            </configuration>
            """;
}
