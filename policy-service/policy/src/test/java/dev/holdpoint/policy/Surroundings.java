package dev.holdpoint.policy;

import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.testkit.ServiceLab;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** A real broker, database and issuer, and a directory with the demo's documents. */
public final class Surroundings implements QuarkusTestResourceLifecycleManager {
    private static @Nullable ServiceLab lab;
    private static @Nullable Path documents;

    @Override
    public Map<String, String> start() {
        lab = ServiceLab.start();
        documents = demoDocuments();
        var config = lab.settings();
        config.put("holdpoint.policy.documents", documents.toString());
        config.put("holdpoint.policy.check-every", "200ms");
        config.put("holdpoint.demo.target.port", "15999");
        return config;
    }

    static String token(String principal) {
        return Objects.requireNonNull(lab).apiToken(principal);
    }

    static Path documents() {
        return Objects.requireNonNull(documents);
    }

    /** A new directory with the demo's documents. */
    static Path demoDocuments() {
        var directory = temporary("policy-documents");
        Asking.demo().forEach(source -> write(directory.resolve(source.name()), source.text()));
        return directory;
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporary(String name) {
        try {
            return Files.createTempDirectory(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        Objects.requireNonNull(lab).close();
    }

    /** How an edge reaches the service under test. */
    static ManagedChannel channel() {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        return ManagedChannelBuilder.forAddress("localhost", port).usePlaintext().build();
    }
}
