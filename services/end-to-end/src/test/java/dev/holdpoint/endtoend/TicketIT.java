package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An agent that is held comes back with the very same command, in another session. */
class TicketIT {
    private static final String UPDATE = "UPDATE orders SET status='refunded' WHERE id=3";
    private static final String JUSTIFICATION = "customer asked twice, case 4711";
    private static final Pattern HOLD = Pattern.compile(Psql.HOLD);

    private static Lab lab;
    private static ServiceProcess services;

    @BeforeAll
    static void start() throws IOException {
        lab = Lab.start(DemoPolicies.with("mode: wait", "mode: ticket"));
        services = ServiceProcess.standalone(lab);
    }

    @AfterAll
    static void stop() {
        services.close();
        lab.close();
    }

    @Test
    void a_ticket_is_released_used_once_and_asked_for_anew() throws IOException {
        var refused = agent().run("SET holdpoint.justification = '" + JUSTIFICATION + "'", UPDATE);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output())
                .contains("42501", "expires", "/api/v1/holds/", "very same command");
        var hold = hold(refused.output());
        assertThat(bob().awaitHold(hold).path("justification").asText()).isEqualTo(JUSTIFICATION);

        var impatient = agent().run(UPDATE);
        assertThat(impatient.exitCode()).isEqualTo(1);
        assertThat(hold(impatient.output())).isEqualTo(hold);
        assertThat(lab.targetLog()).doesNotContain(UPDATE);

        assertThat(bob().approve(hold).status()).isEqualTo(200);

        var released = agent().run(UPDATE);
        assertThat(released.exitCode()).as(released.output()).isZero();
        assertThat(released.output()).contains("UPDATE 1");

        var third = agent().run(UPDATE);
        assertThat(third.exitCode()).isEqualTo(1);
        assertThat(hold(third.output())).isNotEqualTo(hold);
        assertThat(lab.targetLog().split(UPDATE, -1)).hasSize(2);
        assertThat(lab.targetLog()).doesNotContain(JUSTIFICATION);
    }

    @Test
    void only_the_very_same_command_of_the_same_principal_in_the_same_setting_is_released()
            throws IOException {
        var update = "UPDATE orders SET status = 'sent' WHERE id = 2";
        var hold = hold(agent().run(update).output());
        bob().awaitHold(hold);
        assertThat(bob().approve(hold).status()).isEqualTo(200);

        var others =
                List.of(
                        agent().run(update + " "),
                        agent().run(update.replace("2", "1")),
                        agent().run("SET search_path = public, information_schema", update),
                        agent().run("SET app.tenant = 'two'", update),
                        agent().run("SET application_name = 'later'", update),
                        services.psql("bea").run(update));

        for (var other : others) {
            assertThat(other.output()).contains("42501").doesNotContain("UPDATE 1");
        }
        assertThat(agent().run(update).output()).contains("UPDATE 1");
        assertThat(statements(update)).hasSize(1);
    }

    @Test
    void the_record_tells_the_run_that_caused_a_command_and_why() {
        var parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        agent().run(
                        "SET application_name = 'agent run 42'",
                        "SET holdpoint.justification = 'told to count'",
                        "SELECT 'counted' /*run='42',traceparent='" + parent + "'*/");

        var decided =
                TopicDump.of(lab, "holdpoint.sessions").stream()
                        .filter(record -> record.text().contains("counted"))
                        .filter(record -> record.text().contains("\"decision\""))
                        .toList();

        assertThat(decided).hasSize(1);
        assertThat(decided.getFirst().text())
                .contains(
                        "\"applicationName\":\"agent run 42\"",
                        "\"justification\":\"told to count\"",
                        "\"run\":\"42\"",
                        "\"traceparent\":\"" + parent + "\"");
        assertThat(decided.getFirst().headers()).containsEntry("traceparent", parent);
    }

    private static List<String> statements(String text) throws IOException {
        return lab.targetLog().lines().filter(line -> line.endsWith(": " + text)).toList();
    }

    private static Psql agent() {
        return services.psql("support-agent");
    }

    private static RestApi bob() {
        return services.as("bob");
    }

    private static String hold(String output) {
        var hold = HOLD.matcher(output);
        assertThat(hold.find()).as(output).isTrue();
        return hold.group(1);
    }
}
