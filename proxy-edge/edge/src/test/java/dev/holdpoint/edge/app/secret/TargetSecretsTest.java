package dev.holdpoint.edge.app.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.policy.contract.secret.SecretBounds;
import dev.holdpoint.policy.contract.secret.SecretMissing;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the edge looks for secrets, and where it does not. */
class TargetSecretsTest {
    private static final String CANARY = "canary-2b8e";

    @TempDir private Path directory;
    private final Vertx vertx = Vertx.vertx();
    private Path allowed;

    @BeforeEach
    void make() throws Exception {
        allowed = Files.createDirectory(directory.resolve("secrets"));
        Files.writeString(directory.resolve("outside"), CANARY);
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private String open(String reference) throws Exception {
        var vault = new VaultSecrets(vertx, VaultSecrets.NONE, Duration.ofSeconds(5));
        var bounds = new SecretBounds(List.of(allowed), List.of("HOME", "NO_"), List.of("secret"));
        return new TargetSecrets(vertx, bounds, vault)
                .open(reference)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private void refused(String reference, String why) {
        assertThatThrownBy(() -> open(reference))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(SecretMissing.class)
                .hasMessageContaining(why)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(CANARY));
    }

    @Test
    void a_secret_is_read_without_its_line_break() throws Exception {
        Files.writeString(allowed.resolve("crm"), CANARY + "\n");

        assertThat(open("file:" + allowed.resolve("crm"))).isEqualTo(CANARY);
        assertThat(open("env:HOME")).isEqualTo(System.getenv("HOME"));
    }

    @Test
    void a_way_out_of_the_directories_is_none() throws Exception {
        refused("file:" + directory.resolve("outside"), "holdpoint.secrets.directories");
        refused("file:" + allowed.resolve("../outside"), "holdpoint.secrets.directories");
        refused("env:PATH", "holdpoint.secrets.variables");
        refused("vault:sys/raw#value", "holdpoint.secrets.vault");
    }

    @Test
    void a_link_that_leads_out_of_the_directories_is_not_followed() throws Exception {
        var link = allowed.resolve("crm");
        Files.createSymbolicLink(link, directory.resolve("outside"));
        refused("file:" + link, "a link leads out");

        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("../outside"));
        refused("file:" + link, "a link leads out");
    }

    /** As Kubernetes mounts secrets: by links to a folder of each version. */
    @Test
    void links_within_the_directories_are_followed_and_the_directory_may_be_one() throws Exception {
        var version = Files.createDirectory(allowed.resolve("..2026_11_22"));
        Files.writeString(version.resolve("crm"), CANARY);
        Files.createSymbolicLink(allowed.resolve("..data"), Path.of("..2026_11_22"));
        Files.createSymbolicLink(allowed.resolve("crm"), Path.of("..data/crm"));
        assertThat(open("file:" + allowed.resolve("crm"))).isEqualTo(CANARY);

        allowed = Files.createSymbolicLink(directory.resolve("mount"), allowed);
        assertThat(open("file:" + allowed.resolve("crm"))).isEqualTo(CANARY);
    }

    @Test
    void what_is_no_small_file_is_no_secret() throws Exception {
        refused("file:" + allowed.resolve("nothing"), "cannot read the secret in");
        Files.createDirectory(allowed.resolve("folder"));
        refused("file:" + allowed.resolve("folder"), "no file");
        Files.writeString(allowed.resolve("large"), "x".repeat(70_000));
        refused("file:" + allowed.resolve("large"), "too large");
        refused("env:NO_SUCH_VARIABLE", "no environment variable NO_SUCH_VARIABLE");
    }

    @Test
    void without_a_vault_a_key_in_it_is_missing() {
        refused("vault:secret/crm#password", "set quarkus.vault.url");
    }

    @Test
    void what_is_no_reference_is_not_repeated() {
        refused(CANARY, "secret must be a reference");
    }
}
