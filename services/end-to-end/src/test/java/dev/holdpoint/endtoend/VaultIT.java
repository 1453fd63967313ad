package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.testkit.VaultStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A target that is registered over REST, granted by a document, with its secret in a Vault. */
class VaultIT {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String TARGET = "/api/v1/targets/vaulted";
    private static final String GRANT =
            """
            apiVersion: holdpoint.dev/v1
            kind: Grant
            metadata: { name: deploys-on-vaulted }
            spec:
              subjects: [ deploy-bot ]
              targets: { names: [ vaulted ] }
              effects: [ read, session ]
              owner: bea
            """;

    private static VaultStandIn vault;
    private static Lab lab;
    private static ServiceProcess services;

    @BeforeAll
    static void start() throws IOException {
        vault = VaultStandIn.start();
        var policies = DemoPolicies.with("", "");
        Files.writeString(policies.resolve("grants-vaulted.yaml"), GRANT);
        lab = Lab.start(policies);
        lab.configure("quarkus.vault.url", vault.url());
        lab.configure("quarkus.vault.authentication.app-role.role-id", VaultStandIn.ROLE_ID);
        lab.configure("quarkus.vault.authentication.app-role.secret-id", VaultStandIn.SECRET_ID);
        services = ServiceProcess.standalone(lab);
    }

    @AfterAll
    static void stop() {
        services.close();
        lab.close();
        vault.close();
    }

    @Test
    void a_secret_in_a_vault_lets_in_is_rotated_and_lets_nobody_in_while_it_is_sealed()
            throws IOException {
        keep(Lab.TARGET_PASSWORD);
        assertThat(ask().exitCode()).isNotZero();
        assertThat(vault.asked()).isEmpty();
        assertThat(register("vault:secret/holdpoint/payments#password")).isEqualTo(201);
        await("let in").atMost(SOON).until(() -> ask().exitCode() == 0);

        lab.target.execute("ALTER ROLE holdpoint_payments PASSWORD 'rotated-canary-4e7d'");
        keep("rotated-canary-4e7d");
        assertThat(ask().exitCode()).isZero();

        vault.seal();
        assertThat(ask().output()).contains("The edge has no credential for the target");
        assertThat(services.log()).contains("Vault is sealed or not ready (503)");
        vault.unseal();
        assertThat(ask().exitCode()).isZero();
        assertThat(services.log())
                .doesNotContain("rotated-canary")
                .doesNotContain(VaultStandIn.SECRET_ID)
                .doesNotContain("hvs.");
    }

    @Test
    void what_only_the_edge_can_read_cannot_be_sent_to_a_host_of_ones_choice() {
        for (var reference :
                new String[] {
                    "file:/etc/passwd",
                    "file:" + lab.directory + "/state/tls/server.key",
                    "env:PATH",
                    "vault:sys/raw#value"
                }) {
            assertThat(register(reference)).as(reference).isEqualTo(422);
        }
    }

    private static void keep(String password) {
        vault.write("secret", "holdpoint/payments", "password", '"' + password + '"');
    }

    private static RunningProgram.Finished ask() {
        var bot = services.psql("deploy-bot");
        return new Psql(bot.port(), bot.ca(), bot.user(), bot.password(), "vaulted")
                .run("SELECT 1");
    }

    private static int register(String secret) {
        return services.as("carol").put(TARGET, lab.payments(secret)).status();
    }
}
