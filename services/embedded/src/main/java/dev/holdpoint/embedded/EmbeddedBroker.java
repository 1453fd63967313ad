package dev.holdpoint.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** One Apache Kafka node (KRaft broker and controller) inside this JVM, on loopback. */
public final class EmbeddedBroker implements AutoCloseable {
    private static final int NODE = 1;
    private static final String HOST = "127.0.0.1";

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts a node on the port (0: a free one); an existing data directory is continued. */
    public static EmbeddedBroker start(Path dataDir, int port) {
        return start(dataDir, port, Map.of());
    }

    /** As {@link #start(Path, int)}, with broker properties such as log.flush.interval.messages. */
    public static EmbeddedBroker start(Path dataDir, int port, Map<String, String> overrides) {
        int listener = Ports.orFree(port);
        try {
            Files.createDirectories(dataDir);
            return new EmbeddedBroker(started(dataDir, listener, overrides), listener);
        } catch (IOException e) {
            throw new EmbeddedFailure("Kafka has no data directory " + dataDir, e);
        }
    }

    private static KafkaRaftServer started(Path dataDir, int port, Map<String, String> overrides) {
        try {
            if (!Files.exists(dataDir.resolve("meta.properties"))) {
                format(dataDir);
            }
            var server = new KafkaRaftServer(config(dataDir, port, overrides), Time.SYSTEM);
            server.startup();
            return server;
        } catch (Exception e) {
            // Declared so by the formatter; the server, in Scala, throws any and declares none.
            throw new EmbeddedFailure(
                    "Kafka did not start on port " + port + " with " + dataDir, e);
        }
    }

    private static void format(Path dataDir) throws Exception {
        new Formatter()
                .setNodeId(NODE)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(dataDir.toString()))
                .setMetadataLogDirectory(dataDir.toString())
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .run();
    }

    private static KafkaConfig config(Path dataDir, int port, Map<String, String> overrides) {
        int controller = Ports.free();
        var properties = new HashMap<String, String>(SINGLE_NODE);
        properties.put("node.id", Integer.toString(NODE));
        properties.put("log.dirs", dataDir.toString());
        properties.put("metadata.log.dir", dataDir.toString());
        properties.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controller);
        properties.put(
                "listeners", listener("BROKER", port) + "," + listener("CONTROLLER", controller));
        properties.put("advertised.listeners", listener("BROKER", port));
        properties.putAll(overrides);
        return new KafkaConfig(properties, false);
    }

    private static String listener(String name, int port) {
        return name + "://" + HOST + ":" + port;
    }

    private static final Map<String, String> SINGLE_NODE =
            Map.ofEntries(
                    Map.entry("process.roles", "broker,controller"),
                    Map.entry("controller.listener.names", "CONTROLLER"),
                    Map.entry("inter.broker.listener.name", "BROKER"),
                    Map.entry(
                            "listener.security.protocol.map",
                            "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                    Map.entry("auto.create.topics.enable", "false"),
                    Map.entry("offsets.topic.replication.factor", "1"),
                    Map.entry("offsets.topic.num.partitions", "1"),
                    Map.entry("transaction.state.log.replication.factor", "1"),
                    Map.entry("transaction.state.log.min.isr", "1"),
                    Map.entry("transaction.state.log.num.partitions", "1"),
                    Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                    Map.entry("share.coordinator.state.topic.min.isr", "1"),
                    Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                    Map.entry("group.initial.rebalance.delay.ms", "0"),
                    Map.entry("num.network.threads", "2"),
                    Map.entry("num.io.threads", "2"),
                    Map.entry("background.threads", "2"),
                    Map.entry("num.recovery.threads.per.data.dir", "2"),
                    Map.entry("log.cleaner.dedupe.buffer.size", "4194304"));

    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
