package dev.holdpoint.approval.api;

import dev.holdpoint.approval.slack.SlackCaller;
import dev.holdpoint.approval.slack.SlackStandIn;
import dev.holdpoint.embedded.Ports;
import dev.holdpoint.testkit.ServiceLab;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Broker, database and issuer for the service under test. */
public final class ApprovalLab implements QuarkusTestResourceLifecycleManager {
    static final String WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final String PEOPLE =
            """
            { "people": [ { "name": "bea",
              "accounts": [ { "issuer": "ISSUER", "subject": "bea" },
                            { "issuer": "ISSUER", "subject": "bea-admin" } ],
              "agents": [ { "issuer": "ISSUER", "subject": "errand" } ] } ] }
            """;

    private @Nullable ServiceLab lab;
    private @Nullable PolicyOffers policy;

    @Override
    public Map<String, String> start() {
        var started = ServiceLab.start();
        lab = started;
        var config =
                started.settings("alice", "bob", "bea", "carol", "support-agent", "deploy-bot");
        config.put("test.token.edge", started.edgeToken("bob"));
        config.put("holdpoint.approval.people-file", people(config.get("holdpoint.oidc.issuer")));
        config.put("holdpoint.approval.approvals-per-minute", "100000");
        webhooks(config);
        config.put("holdpoint.approval.metrics-every", "1s");
        var offers = new PolicyOffers();
        policy = offers;
        config.put(
                "quarkus.grpc.clients.approval-policy.test-port", Integer.toString(offers.port()));
        slack(config);
        config.put("quarkus.log.category.\"kafka\".level", "WARN");
        config.put("quarkus.log.category.\"state.change.logger\".level", "WARN");
        return config;
    }

    /** One endpoint of webhooks at a port that a test may listen on, and one without a secret. */
    private static void webhooks(Map<String, String> config) {
        int port = Ports.free();
        config.put("test.webhook.port", Integer.toString(port));
        config.put("holdpoint.approval.webhooks.brief.url", "http://127.0.0.1:" + port + "/holds");
        config.put("holdpoint.approval.webhooks.brief.secrets", "file:" + file(WEBHOOK_SECRET));
        config.put("holdpoint.approval.webhooks.brief.first-retry", "100ms");
        config.put("holdpoint.approval.webhooks.brief.retry-for", "300ms");
        config.put("holdpoint.approval.webhooks.broken.url", "https://hooks.example");
    }

    /** A workspace at a port where a test may play Slack's part. */
    private static void slack(Map<String, String> config) {
        int port = Ports.free();
        config.put("test.slack.port", Integer.toString(port));
        config.put("holdpoint.approval.slack.api", "http://127.0.0.1:" + port + "/api/");
        config.put("holdpoint.approval.slack.team", SlackStandIn.TEAM);
        config.put("holdpoint.approval.slack.app", SlackCaller.APP);
        config.put("holdpoint.approval.slack.signing-secret", "file:" + file(SlackCaller.SECRET));
        config.put("holdpoint.approval.slack.bot-token", "file:" + file(SlackStandIn.TOKEN));
        config.put("holdpoint.approval.slack.channels.dba", SlackCaller.CHANNEL);
    }

    /** bea has a second account, bea-admin, and owns an agent, errand. */
    private static String people(@Nullable String issuer) {
        return file(PEOPLE.replace("ISSUER", String.valueOf(issuer)));
    }

    private static String file(String text) {
        try {
            var file = Files.createTempFile("lab", ".txt");
            file.toFile().deleteOnExit();
            Files.writeString(file, text);
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (policy != null) {
            policy.close();
        }
        if (lab != null) {
            lab.close();
        }
    }
}
