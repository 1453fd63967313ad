package dev.holdpoint.audit.api;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.events.Envelope;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/** What tests say to the running service and to the log that it reads. */
final class AuditClient {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private AuditClient() {}

    static String config(String key) {
        return ConfigProvider.getConfig().getValue(key, String.class);
    }

    /** A request of this principal; of nobody if there is no token for it. */
    static RequestSpecification as(String principal) {
        var token =
                ConfigProvider.getConfig()
                        .getOptionalValue("test.token." + principal, String.class);
        return token.map(bearer -> given().auth().oauth2(bearer)).orElseGet(() -> given());
    }

    /** Appends these once the service is ready; returns when the log has them all. */
    static void tell(List<Envelope<?>> events) {
        await().atMost(PATIENCE).until(() -> given().get("/q/health/ready").statusCode() == 200);
        var settings =
                new LogSettings(
                        config("holdpoint.kafka.bootstrap-servers"),
                        "audit-api-test",
                        Duration.ofSeconds(10),
                        Map.of());
        var vertx = Vertx.vertx();
        try (var appender = new KafkaEventAppender(vertx, settings)) {
            for (var event : events) {
                appender.append(event).toCompletionStage().toCompletableFuture().join();
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
