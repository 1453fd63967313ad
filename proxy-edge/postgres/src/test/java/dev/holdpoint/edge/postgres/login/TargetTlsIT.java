package dev.holdpoint.edge.postgres.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.edge.postgres.harness.Certificate;
import dev.holdpoint.edge.postgres.harness.TlsInBetween;
import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.edge.session.Credential;
import dev.holdpoint.embedded.EmbeddedPostgres;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.Uuid7;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The edge is a careful client of its targets. */
class TargetTlsIT {
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir private static Path dir;
    private static Certificate certificate;
    private static EmbeddedPostgres target;

    @BeforeAll
    static void start() throws Exception {
        certificate = Certificate.in(dir, "dns:localhost");
        Files.setPosixFilePermissions(
                certificate.key(), PosixFilePermissions.fromString("rw-------"));
        target =
                EmbeddedPostgres.start(
                        dir.resolve("target"),
                        0,
                        EmbeddedPostgres.Settings.throwAway()
                                .with("ssl", "on")
                                .with("ssl_cert_file", certificate.chain().toString())
                                .with("ssl_key_file", certificate.key().toString()));
        askForCleartext();
    }

    /** Of somebody who may do nothing else. */
    private static void askForCleartext() throws Exception {
        target.execute("CREATE ROLE cleartext LOGIN PASSWORD 'spoken'");
        var rules = Path.of(target.query("postgres", "SHOW hba_file").getFirst().getFirst());
        var rule = "hostssl all cleartext all password\n";
        Files.writeString(rules, rule + Files.readString(rules));
        target.execute("SELECT pg_reload_conf()");
    }

    @AfterAll
    static void stop() {
        target.close();
        VERTX.close();
    }

    @Test
    void a_certificate_by_a_trusted_authority_for_the_targets_name_is_accepted() throws Exception {
        var connection = open("localhost", "verify-full", certificate.chain());
        assertThat(
                        target.query(
                                "postgres",
                                "SELECT 1 FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid)"
                                        + " WHERE s.ssl AND a.application_name = 'edge'"))
                .hasSize(1);
        connection.close();
    }

    @Test
    void another_name_or_another_authority_is_refused() {
        assertThatThrownBy(() -> open("127.0.0.1", "verify-full", certificate.chain()))
                .hasRootCauseMessage(
                        "No subject alternative names matching IP address 127.0.0.1 found");
        assertThatThrownBy(() -> open("localhost", "verify-full", null))
                .hasMessageContaining("PKIX");
    }

    @ParameterizedTest
    @ValueSource(strings = {"require", "verify-full"})
    void a_target_that_offers_channel_binding_is_logged_in_to_with_it(String tls) throws Exception {
        try (var between = TlsInBetween.listening(target.port(), certificate)) {
            open(between, tls).close();
            assertThat(between.mechanisms()).containsExactly("SCRAM-SHA-256-PLUS");
        }
    }

    @Test
    void somebody_in_between_with_a_certificate_of_his_own_is_noticed_by_the_target()
            throws Exception {
        var other = Certificate.in(Files.createDirectory(dir.resolve("other")), "dns:localhost");
        try (var between = TlsInBetween.listening(target.port(), other)) {
            assertThatThrownBy(() -> open(between, "require"))
                    .hasMessageContaining("the target refused the log-in: SQLSTATE 28000");
            assertThat(between.mechanisms()).containsExactly("SCRAM-SHA-256-PLUS");
        }
        assertThat(Files.readString(target.logFile()))
                .contains("SCRAM channel binding check failed");
    }

    @Test
    void an_offer_of_channel_binding_that_was_held_back_is_noticed_by_the_target()
            throws Exception {
        try (var between = TlsInBetween.hidingBinding(target.port(), certificate)) {
            assertThatThrownBy(() -> open(between, "require"))
                    .hasMessageContaining("the target refused the log-in: SQLSTATE 28000");
            assertThat(between.mechanisms()).containsExactly("SCRAM-SHA-256");
        }
        assertThat(Files.readString(target.logFile()))
                .contains("SCRAM channel binding negotiation error");
    }

    private static TargetConnection open(TlsInBetween between, String tls) throws Exception {
        return open(
                "localhost",
                between.port(),
                target.user(),
                target.password(),
                tls,
                certificate.chain());
    }

    @Test
    void the_password_is_sent_in_clear_only_to_a_target_whose_certificate_is_vouched_for()
            throws Exception {
        var port = target.port();
        assertThatThrownBy(() -> open("localhost", port, "cleartext", "spoken", "require", null))
                .hasMessageContaining(
                        "asks for a cleartext password, which is sent only with tls: verify-full");
        open("localhost", port, "cleartext", "spoken", "verify-full", certificate.chain()).close();
    }

    @Test
    void a_target_that_offers_no_tls_is_never_talked_to_without() throws Exception {
        try (var plain =
                EmbeddedPostgres.start(
                        dir.resolve("plain"), 0, EmbeddedPostgres.Settings.throwAway())) {
            for (var mode : List.of("require", "verify-full")) {
                assertThatThrownBy(() -> open(plain, "localhost", mode, certificate.chain()))
                        .hasMessageContaining("the target offers no TLS");
            }
        }
    }

    @Test
    void a_target_that_does_not_answer_whether_it_offers_tls_is_hung_up_on() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(
                            () ->
                                    open(
                                            "localhost",
                                            silent.getLocalPort(),
                                            "u",
                                            "p",
                                            "require",
                                            null))
                    .hasMessageContaining("closed before TLS");
        }
    }

    private static TargetConnection open(String host, String tls, @Nullable Path authorities)
            throws Exception {
        return open(target, host, tls, authorities);
    }

    private static TargetConnection open(
            EmbeddedPostgres server, String host, String tls, @Nullable Path authorities)
            throws Exception {
        return open(host, server.port(), server.user(), server.password(), tls, authorities);
    }

    private static TargetConnection open(
            String host,
            int port,
            String user,
            String password,
            String tls,
            @Nullable Path authorities)
            throws Exception {
        var login = new TargetLogin(VERTX, new Uuid7(InstantSource.system()), authorities);
        var spec =
                new TargetSpec(
                        "postgres",
                        host,
                        port,
                        "postgres",
                        user,
                        "env:UNUSED",
                        tls,
                        Map.of(),
                        List.of());
        var admitted = new Admitted(spec, new Credential(user, password), List.of());
        return login.open(admitted, Map.of("application_name", "edge"))
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }
}
