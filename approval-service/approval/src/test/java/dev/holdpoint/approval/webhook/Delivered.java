package dev.holdpoint.approval.webhook;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.approval.webhook.Receiver.Request;
import dev.holdpoint.events.HoldId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A receiver, and an outbox of its own for each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Delivered {
    static final String SECRET = Specification.SECRET;
    static final String FORMER = "whsec_" + "A".repeat(32);

    @TempDir Path directory;
    WebhookLab lab;
    Receiver receiver;
    String schema;

    @BeforeAll
    void open() {
        lab = new WebhookLab();
    }

    @AfterAll
    void close() {
        lab.close();
    }

    @BeforeEach
    void listen() throws IOException {
        receiver = Receiver.start();
        schema = lab.freshSchema();
        Files.writeString(directory.resolve("secret"), SECRET + "\n");
        Files.writeString(directory.resolve("former"), FORMER + "\n");
    }

    @AfterEach
    void stop() {
        lab.stopAll();
        receiver.close();
    }

    /** One endpoint that is tried again soon. */
    Map<String, String> told(String... more) {
        return named("tickets", receiver.url(), more);
    }

    Map<String, String> named(String name, String url, String... more) {
        var settings = new HashMap<String, String>();
        settings.put(name + ".url", url);
        settings.put(name + ".secrets", "file:" + directory.resolve("secret"));
        settings.put(name + ".first-retry", "PT0.1S");
        for (int i = 0; i < more.length; i += 2) {
            settings.put(name + "." + more[i], more[i + 1]);
        }
        return settings;
    }

    List<Request> requests(HoldId hold) {
        return receiver.requests(hold.value());
    }

    List<Long> sequences(HoldId hold) {
        return requests(hold).stream().map(Request::sequence).toList();
    }

    List<DeadLetter> awaitDead(int count) {
        eventually(() -> assertThat(lab.deadLetters(schema)).hasSize(count));
        return lab.deadLetters(schema);
    }

    /** Of the outbox's tables, {@code %s} its schema. */
    String value(String sql) {
        return lab.database.value(sql.formatted(schema));
    }

    static void eventually(ThrowingRunnable holds) {
        await().atMost(ofSeconds(30)).untilAsserted(holds);
    }
}
