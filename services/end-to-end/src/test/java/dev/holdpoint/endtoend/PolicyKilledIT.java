package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Policy-service killed and started again in a loop while commands come without a pause: what was
 * denied, revoked, narrowed, held or remembered just before is not allowed for a moment.
 */
class PolicyKilledIT {
    private static final int ROUNDS = 4;
    private static final int TOGETHER = 4;
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String FORBIDDEN = "SELECT name /* forbidden */ FROM customers;";
    private static final String NARROWED = "narrowed-payments";
    private static final String DENIES_CUSTOMERS =
            """
              rules:
                - name: no-customers
                  decide: deny
                  match: { effects: [ read ], reads: [ public.customers ] }
            """;

    private static Lab lab;
    private static ServiceProcess.Ports ports;
    private static ServiceProcess policy;
    private static ServiceProcess approval;
    private static ServiceProcess edge;

    /** The deploy-bot has no grant but those of the test. */
    @BeforeAll
    static void start() throws IOException {
        lab = Lab.start(DemoPolicies.with("[ deploy-bot ]\n", "[ nobody ]\n"));
        ports = new ServiceProcess.Ports(ServiceProcess.freePort(), 0, 0);
        policy = startPolicy();
        approval = service("approval-service/app", 0);
        edge = service("proxy-edge/app", approval.port);
    }

    @AfterAll
    static void stop() {
        List.of(edge, approval, policy).forEach(ServiceProcess::close);
        lab.close();
    }

    private static ServiceProcess startPolicy() {
        return ServiceProcess.start(
                "policy-service/app", lab, lab.directory.resolve("state-policy"), ports);
    }

    private static ServiceProcess service(String module, int approvalPort) {
        return ServiceProcess.start(
                module,
                lab,
                lab.directory.resolve("state-" + module.replace('/', '-')),
                new ServiceProcess.Ports(ServiceProcess.freePort(), ports.http(), approvalPort));
    }

    @Test
    void what_must_not_be_is_not_allowed_for_a_moment() throws IOException {
        activateDenial();
        registerTarget();
        try (var newSessions = Forbidden.inNewSessions(agent(), FORBIDDEN);
                var openSessions = new Together()) {
            for (int round = 0; round < ROUNDS; round++) {
                allowed("before-" + round);
                newSessions.awaitDenial();
                openSessions.awaitDenials();
                kill(round);
                newSessions.awaitDenial();
                openSessions.awaitDenials();
            }
        }
        allowed("at-last");
        assertThat(lab.targetSaw("at-last")).isTrue();
        assertThat(lab.targetSaw("forbidden")).isFalse();
    }

    /** So many sessions ask at once that their questions go to policy together, each a new one. */
    private static final class Together implements AutoCloseable {
        private final List<Forbidden> all =
                IntStream.range(0, TOGETHER)
                        .mapToObj(
                                session ->
                                        Forbidden.inOpenSessions(
                                                agent(),
                                                asked ->
                                                        "SET application_name = 'a-%d-%d';\n%s"
                                                                .formatted(
                                                                        session, asked, FORBIDDEN)))
                        .toList();

        void awaitDenials() {
            all.forEach(Forbidden::awaitDenial);
        }

        @Override
        public void close() {
            all.forEach(Forbidden::close);
        }
    }

    /** Takes rights away, kills policy, asks for them while it is away and once it is back. */
    private static void kill(int round) {
        var gone = new Marks("gone-" + round);
        var narrowed = new Marks("narrowed-" + round);
        var cached = new Marks("cached-" + round);
        issue(gone.name(), "payments", List.of("read", "session"));
        issue(narrowed.name(), NARROWED, List.of("read", "write", "session"));
        try (var bot = edge.psql("deploy-bot").interactive();
                var alice = edge.psql("alice").interactive();
                var held = edge.psql("support-agent").start(update("held-" + round))) {
            var hold = held.awaitLine(Psql.HOLD).group(1);
            approval.as("bob").awaitHold(hold);
            warm(bot, gone);
            warm(alice, cached);
            await("writes before it is narrowed")
                    .atMost(SOON)
                    .until(() -> bot(NARROWED).run(update(narrowed.warm())).exitCode() == 0);
            change(narrowed.name() + ":narrow", Map.of("effects", List.of("read", "session")));
            change(gone.name() + ":revoke", Map.of());

            policy.kill9();

            isRememberedNoMore(alice, cached);
            assertThat(approval.as("bob").approve(hold).status()).isEqualTo(200);
            assertThat(held.awaitEnd(SOON).exitCode()).isNotZero();
            try (var afterRevocation =
                            Forbidden.inNewSessions(() -> bot("payments"), count(gone.mark()));
                    var afterNarrowing =
                            Forbidden.inNewSessions(() -> bot(NARROWED), update(narrowed.mark()))) {
                afterRevocation.awaitDenial();
                afterNarrowing.awaitDenial();
                await().pollDelay(Duration.ofMillis(300L * round)).until(() -> true);
                policy = startPolicy();
                allowed("back-" + round);
                afterRevocation.awaitDenial();
                afterNarrowing.awaitDenial();
            }
        }
        for (var mark : List.of(gone.mark(), narrowed.mark(), cached.mark(), "held-" + round)) {
            assertThat(lab.targetSaw("'" + mark)).as(mark).isFalse();
        }
    }

    /** Literals that tell what is allowed from what, though the same otherwise, is not. */
    private record Marks(String name) {
        String warm() {
            return "warm-" + name;
        }

        String mark() {
            return name;
        }
    }

    /** The second is decided as the first was, without being asked about. */
    private static void warm(RunningProgram psql, Marks marks) {
        psql.type(count(marks.warm()) + "\n" + count(marks.warm() + "-again"));
        psql.awaitLine(marks.warm() + "-again \\d");
    }

    /** From the first denial on what was decided before is not used again. */
    private static void isRememberedNoMore(RunningProgram psql, Marks marks) {
        await("the edge knows that policy is away")
                .atMost(SOON)
                .until(
                        () -> {
                            psql.type(count(marks.warm()));
                            return psql.output().contains("58000");
                        });
        psql.type((count(marks.mark()) + "\n").repeat(5) + "\\echo told-" + marks.name());
        psql.awaitLine("told-" + marks.name());
    }

    private static String count(String mark) {
        return "SELECT '" + mark + " ' || count(*) FROM orders;";
    }

    private static String update(String mark) {
        return "UPDATE orders SET status = '" + mark + "' WHERE id = 1;";
    }

    private static Supplier<Psql> agent() {
        return () -> edge.psql("support-agent");
    }

    private static Psql bot(String target) {
        var bot = edge.psql("deploy-bot");
        return new Psql(bot.port(), bot.ca(), bot.user(), bot.password(), target);
    }

    private static void registerTarget() {
        var secret = "file:" + lab.directory.resolve("payments-secret");
        var answer = policy.as("carol").put("/api/v1/targets/" + NARROWED, lab.payments(secret));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private static void issue(String id, String target, List<String> effects) {
        var answer =
                policy.as("carol")
                        .post(
                                "/api/v1/grants",
                                Map.of(
                                        "id",
                                        id,
                                        "subjects",
                                        List.of("deploy-bot"),
                                        "targets",
                                        Map.of("names", List.of(target)),
                                        "effects",
                                        effects,
                                        "owner",
                                        "bea",
                                        "reason",
                                        "a test"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        await(id + " lets in")
                .atMost(SOON)
                .until(() -> bot(target).run("SELECT 1").exitCode() == 0);
    }

    private static void change(String grantAndVerb, Map<String, ?> more) {
        var body = new HashMap<String, Object>(Map.of("reason", "a test"));
        body.putAll(more);
        var answer = policy.as("carol").post("/api/v1/grants/" + grantAndVerb, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    /** Stricter than the directory, which goes on allowing what this denies. */
    private static void activateDenial() throws IOException {
        var carol = policy.as("carol");
        var text = Files.readString(lab.policies.resolve("policy-payments.yaml"));
        var file =
                Map.of(
                        "name",
                        "policy-payments.yaml",
                        "text",
                        text.replaceFirst(" {2}rules:\n", DENIES_CUSTOMERS));
        var published = carol.post("/api/v1/policies:publish", Map.of("documents", List.of(file)));
        assertThat(published.status()).as(published.body()).isEqualTo(200);
        var active =
                carol.get("/api/v1/policies/revisions?limit=500")
                        .json()
                        .path("items")
                        .valueStream()
                        .filter(one -> one.path("state").asText().equals("active"))
                        .map(one -> one.path("revision").asText())
                        .findFirst();
        var activated =
                carol.post(
                        "/api/v1/policies:activate",
                        Map.of(
                                "revision", published.json().path("revision").asText(),
                                "expected", active.orElse("none")));
        assertThat(activated.status()).as(activated.body()).isEqualTo(200);
        await("the edge has heard of it")
                .atMost(Duration.ofSeconds(10))
                .until(
                        () ->
                                edge.psql("support-agent")
                                        .run("SELECT count(*) FROM customers")
                                        .output()
                                        .contains("payments/no-customers"));
    }

    private static void allowed(String mark) {
        await(mark)
                .atMost(Duration.ofSeconds(40))
                .until(
                        () ->
                                edge.psql("support-agent")
                                        .run("SELECT '" + mark + " ' || status FROM orders LIMIT 1")
                                        .output()
                                        .lines()
                                        .anyMatch(line -> line.startsWith(" " + mark)));
    }
}
