package dev.holdpoint.edge.app.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.policy.contract.secret.SecretMissing;
import dev.holdpoint.policy.contract.secret.SecretReference.InVault;
import dev.holdpoint.testkit.VaultStandIn;
import io.quarkus.vault.client.VaultClient;
import io.quarkus.vault.client.http.jdk.JDKVaultHttpClient;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Secrets through the extension's client, of a server that speaks Vault's documented API. */
class VaultSecretsIT {
    private static final InVault CRM = new InVault("secret", "holdpoint/crm", "password");
    private static final String CANARY = "canary-6ad0";
    private static final String READ = "GET /v1/secret/data/holdpoint/crm";
    private static final String LOOKUP = "GET /v1/auth/token/lookup-self";
    private static final String LOGIN = "POST /v1/auth/approle/login";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final VaultStandIn vault = VaultStandIn.start();

    @BeforeEach
    void write() {
        vault.write("secret", "holdpoint/crm", "password", '"' + CANARY + "\\n\"");
    }

    @AfterEach
    void stop() {
        vault.close();
        http.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private VaultClient.Builder client() {
        return VaultClient.builder().baseUrl(vault.url()).executor(new JDKVaultHttpClient(http));
    }

    private VaultSecrets byToken(String token) {
        return secrets(client().clientToken(token).build(), Duration.ofSeconds(10));
    }

    private VaultSecrets byAppRole(String secretId) {
        var client = client().appRole(VaultStandIn.ROLE_ID, secretId).build();
        return secrets(client, Duration.ofSeconds(10));
    }

    private VaultSecrets secrets(VaultClient client, Duration within) {
        return new VaultSecrets(vertx, () -> client, within);
    }

    private static String read(VaultSecrets secrets, InVault place) throws Exception {
        return secrets.read(place)
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private void refused(VaultSecrets secrets, InVault place, String why) {
        assertThatThrownBy(() -> read(secrets, place))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(SecretMissing.class)
                .hasNoCause()
                .hasMessageContaining(why)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("canary"));
    }

    @Test
    void nothing_is_asked_before_the_first_secret_and_each_is_read_anew() throws Exception {
        var secrets = byToken(VaultStandIn.TOKEN);
        assertThat(vault.asked()).isEmpty();

        assertThat(read(secrets, CRM)).isEqualTo(CANARY);
        vault.write("secret", "holdpoint/crm", "password", "\"rotated\"");

        assertThat(read(secrets, CRM)).isEqualTo("rotated");
        assertThat(vault.asked()).containsExactly(READ, READ);
    }

    @Test
    void one_login_by_app_role_is_good_for_many_reads_and_renewed_when_it_was_revoked()
            throws Exception {
        var secrets = byAppRole(VaultStandIn.SECRET_ID);

        read(secrets, CRM);
        read(secrets, CRM);
        assertThat(vault.asked()).containsExactly(LOGIN, READ, READ);
        vault.revokeLogins();

        assertThat(read(secrets, CRM)).isEqualTo(CANARY);
        assertThat(vault.asked().subList(3, vault.asked().size())).contains(LOGIN).endsWith(READ);
    }

    @Test
    void a_secret_that_may_not_be_read_costs_nobody_the_login() throws Exception {
        vault.write("secret", "holdpoint/boss", "password", '"' + CANARY + '"');
        vault.forbid("secret", "holdpoint/boss");
        var secrets = byAppRole(VaultStandIn.SECRET_ID);
        read(secrets, CRM);

        for (int i = 0; i < 3; i++) {
            refused(secrets, new InVault("secret", "holdpoint/boss", "password"), "(403)");
        }

        assertThat(read(secrets, CRM)).isEqualTo(CANARY);
        assertThat(vault.asked()).filteredOn(LOGIN::equals).hasSize(1);
    }

    @Test
    void where_a_token_may_not_ask_about_itself_a_read_that_is_denied_costs_a_login_and_no_more()
            throws Exception {
        vault.write("secret", "holdpoint/boss", "password", '"' + CANARY + '"');
        vault.forbid("secret", "holdpoint/boss");
        vault.forbidLookup();
        var secrets = byAppRole(VaultStandIn.SECRET_ID);
        read(secrets, CRM);

        for (int i = 0; i < 3; i++) {
            refused(secrets, new InVault("secret", "holdpoint/boss", "password"), "(403)");
        }

        assertThat(read(secrets, CRM)).isEqualTo(CANARY);
        assertThat(vault.asked()).filteredOn(LOGIN::equals).hasSize(2);
    }

    @Test
    void of_many_who_find_the_login_revoked_one_logs_in_again() throws Exception {
        var secrets = byAppRole(VaultStandIn.SECRET_ID);
        read(secrets, CRM);
        vault.revokeLogins();

        var reads = Stream.generate(() -> secrets.read(CRM)).limit(5).toList();

        Future.join(reads).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(reads).allMatch(Future::succeeded);
        assertThat(vault.asked()).contains(LOOKUP).filteredOn(LOGIN::equals).hasSize(2);
    }

    @Test
    void a_login_that_is_denied_at_once_is_not_made_again_and_again() {
        var secrets = byAppRole(VaultStandIn.SECRET_ID);
        for (int i = 0; i < 4; i++) {
            vault.revokeLogins();
            refusedOrRead(secrets);
        }

        assertThat(vault.asked()).filteredOn(LOGIN::equals).hasSizeLessThanOrEqualTo(2);
    }

    private static void refusedOrRead(VaultSecrets secrets) {
        secrets.read(CRM).otherwise("refused").toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void the_client_is_made_once_on_a_worker_and_after_a_failure_on_one_again() throws Exception {
        var made = new CopyOnWriteArrayList<Boolean>();
        var secrets =
                new VaultSecrets(
                        vertx,
                        () -> {
                            made.add(Context.isOnEventLoopThread());
                            if (made.size() == 1) {
                                throw new IllegalStateException("not yet");
                            }
                            return client().clientToken(VaultStandIn.TOKEN).build();
                        },
                        Duration.ofSeconds(10));
        var context = vertx.getOrCreateContext();

        refused(secrets, CRM, "could not be asked");
        for (int i = 0; i < 2; i++) {
            var read = new CompletableFuture<String>();
            context.runOnContext(
                    _ ->
                            secrets.read(CRM)
                                    .onSuccess(read::complete)
                                    .onFailure(read::completeExceptionally));
            assertThat(read.get(20, TimeUnit.SECONDS)).isEqualTo(CANARY);
        }

        assertThat(made).containsExactly(false, false);
    }

    @Test
    void a_wrong_token_or_login_gives_nothing() {
        refused(byToken("hvs.wrong"), CRM, "let the edge read secret/holdpoint/crm (403)");
        refused(byAppRole("wrong"), CRM, "does not let the edge in (400)");
    }

    @Test
    void a_sealed_vault_gives_nothing_until_it_is_unsealed() throws Exception {
        var secrets = byToken(VaultStandIn.TOKEN);
        vault.seal();
        refused(secrets, CRM, "is sealed or not ready (503)");

        vault.unseal();
        assertThat(read(secrets, CRM)).isEqualTo(CANARY);
    }

    @Test
    void what_is_not_there_or_deleted_or_no_text_is_missing() {
        var secrets = byToken(VaultStandIn.TOKEN);

        refused(secrets, new InVault("secret", "holdpoint/none", "password"), "has nothing at");
        refused(secrets, new InVault("secret", "holdpoint/crm", "user"), "no text at key user");
        vault.delete("secret", "holdpoint/crm");
        refused(secrets, CRM, "has nothing at secret/holdpoint/crm (404)");
        for (var json : List.of("5432", "null", "{\"a\":\"" + CANARY + "\"}")) {
            vault.write("secret", "holdpoint/crm", "password", json);
            refused(secrets, CRM, "no text at key password");
        }
        vault.write("secret", "holdpoint/crm", "password", '"' + "x".repeat(70_000) + '"');
        refused(secrets, CRM, "too large");
    }

    @Test
    void an_answer_that_makes_no_sense_is_not_repeated() {
        vault.write("secret", "holdpoint/crm", "password", '"' + CANARY + "\" oops");

        refused(byToken(VaultStandIn.TOKEN), CRM, "could not be asked");
    }

    @Test
    void a_vault_that_does_not_answer_is_not_waited_for() {
        vault.fallSilent();

        var client = client().clientToken(VaultStandIn.TOKEN).build();
        refused(secrets(client, Duration.ofMillis(300)), CRM, "did not answer within 300 ms");
    }

    @Test
    void a_vault_that_is_not_there_gives_nothing() {
        vault.close();

        refused(byToken(VaultStandIn.TOKEN), CRM, "could not be asked for secret/holdpoint/crm");
    }
}
