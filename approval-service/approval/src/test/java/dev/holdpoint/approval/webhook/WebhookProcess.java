package dev.holdpoint.approval.webhook;

import dev.holdpoint.approval.DatabasePool;
import dev.holdpoint.testkit.TestDatabase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An instance in a process of its own, to be killed. */
final class WebhookProcess {
    private WebhookProcess() {}

    static Process start(WebhookLab lab, String schema, Map<String, String> properties)
            throws IOException {
        var database = lab.database;
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                WebhookProcess.class.getName(),
                                lab.broker.bootstrapServers(),
                                database.host(),
                                Integer.toString(database.port()),
                                database.name(),
                                database.user(),
                                database.password(),
                                schema));
        properties.forEach((key, value) -> command.add(key + "=" + value));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Runs until it is killed. */
    public static void main(String[] args) {
        var database =
                new TestDatabase(args[1], Integer.parseInt(args[2]), args[3], args[4], args[5]);
        var properties =
                List.of(args).subList(7, args.length).stream()
                        .map(argument -> argument.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        var vertx = Vertx.vertx();
        new Webhooks(
                        vertx,
                        DatabasePool.open(vertx, database, 5),
                        args[6],
                        WebhookLab.settings(args[0]),
                        EndpointTest.endpoints(properties),
                        WebhookLab.NOBODY_ELSE)
                .start((short) 1);
    }
}
