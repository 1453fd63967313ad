package dev.holdpoint.approval.webhook;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.approval.webhook.Receiver.Reply;
import dev.holdpoint.approval.webhook.Receiver.Request;
import dev.holdpoint.events.HoldId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance is killed while it sends, and another one goes on. */
class KillIT {
    private static final int TAKEN_BEFORE = 20;

    @TempDir private Path directory;

    @Test
    void nothing_is_lost_and_no_order_broken_when_an_instance_is_killed_while_it_sends()
            throws Exception {
        try (var lab = new WebhookLab();
                var receiver = Receiver.start()) {
            var released = new CountDownLatch(1);
            receiver.reply(_ -> takenAtFirst(receiver, released));
            var settings = settings(receiver);
            var schema = lab.freshSchema();
            var process = WebhookProcess.start(lab, schema, settings);
            var holds = new ArrayList<HoldId>();
            var ids = new ArrayList<String>();
            try {
                await("the other process is told of the endpoint")
                        .atMost(ofSeconds(60))
                        .until(() -> registered(lab, schema));
                append(lab, 20, holds, ids);
                await("it sends")
                        .atMost(ofSeconds(60))
                        .until(() -> receiver.requests().size() > TAKEN_BEFORE);
            } finally {
                process.destroyForcibly().waitFor();
                released.countDown();
            }
            append(lab, 5, holds, ids);

            lab.start(schema, settings);

            await("all of them")
                    .atMost(ofSeconds(120))
                    .untilAsserted(() -> assertThat(first(receiver)).hasSize(ids.size()));
            inOrder(receiver, holds, ids);
        }
    }

    private static void inOrder(Receiver receiver, List<HoldId> holds, List<String> ids) {
        assertThat(first(receiver))
                .extracting(Request::id)
                .containsExactlyInAnyOrderElementsOf(ids);
        for (var hold : holds) {
            assertThat(first(receiver))
                    .filteredOn(request -> request.hold().equals(hold.value()))
                    .extracting(Request::sequence)
                    .containsExactly(1L, 2L, 3L);
        }
        assertThat(receiver.requests())
                .hasSizeLessThanOrEqualTo(ids.size() + 2 * WebhookClient.AT_ONCE);
    }

    private Map<String, String> settings(Receiver receiver) throws Exception {
        var secret = Files.writeString(directory.resolve("secret"), Specification.SECRET);
        return Map.of(
                "tickets.url",
                receiver.url(),
                "tickets.secrets",
                "file:" + secret,
                "tickets.timeout",
                "PT1S",
                "tickets.first-retry",
                "PT0.2S");
    }

    private static Reply takenAtFirst(Receiver receiver, CountDownLatch released) {
        try {
            if (receiver.requests().size() > TAKEN_BEFORE) {
                released.await();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return Reply.TAKEN;
    }

    private static boolean registered(WebhookLab lab, String schema) {
        return lab.database
                .value("SELECT to_regclass('%s.webhook_notices') IS NOT NULL".formatted(schema))
                .equals("true");
    }

    private static void append(WebhookLab lab, int count, List<HoldId> holds, List<String> ids) {
        for (var hold : IntStream.range(0, count).mapToObj(_ -> WebhookLab.freshHold()).toList()) {
            holds.add(hold);
            ids.addAll(lab.released(hold));
        }
    }

    /** Each notice as it came first. */
    private static List<Request> first(Receiver receiver) {
        var seen = new HashSet<String>();
        return receiver.requests().stream().filter(request -> seen.add(request.id())).toList();
    }
}
