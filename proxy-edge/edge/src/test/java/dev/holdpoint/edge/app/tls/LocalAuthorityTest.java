package dev.holdpoint.edge.app.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalAuthorityTest {
    @TempDir Path state;
    private Path tls;
    private Path published;

    @BeforeEach
    void paths() {
        tls = state.resolve("tls");
        published = state.resolve("ca.pem");
    }

    private LocalAuthority.ServerFiles filesAt(Instant now, String... hosts) {
        return new LocalAuthority(tls, published, List.of(hosts), InstantSource.fixed(now))
                .serverFiles();
    }

    @Test
    void a_verifier_that_trusts_the_published_authority_accepts_the_edge() throws Exception {
        var files = filesAt(Instant.now(), "db.example.com", "10.0.0.7");

        var server = Pem.certificate(files.certificate());
        trusting(published).checkServerTrusted(new X509Certificate[] {server}, "ECDHE_ECDSA");
        assertThat(server.getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .containsExactlyInAnyOrder(
                        "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "db.example.com", "10.0.0.7");
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(server.getBasicConstraints()).isEqualTo(-1);
        assertThat(Pem.certificate(published).getBasicConstraints()).isZero();
    }

    @Test
    void the_key_fits_the_certificate() throws Exception {
        var files = filesAt(Instant.now());
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(Pem.key(files.key()));
        signature.update(new byte[] {1, 2, 3});
        var signed = signature.sign();
        signature.initVerify(Pem.certificate(files.certificate()));
        signature.update(new byte[] {1, 2, 3});

        assertThat(signature.verify(signed)).isTrue();
    }

    @Test
    void keys_are_readable_by_their_owner_only() throws Exception {
        var files = filesAt(Instant.now());

        assertThat(List.of(files.key(), tls.resolve("ca.key")))
                .allSatisfy(
                        key ->
                                assertThat(
                                                PosixFilePermissions.toString(
                                                        Files.getPosixFilePermissions(key)))
                                        .isEqualTo("rw-------"));
    }

    @Test
    void a_restart_keeps_authority_and_certificate() throws Exception {
        var now = Instant.now();
        var before = Files.readString(filesAt(now).certificate());
        var authority = Files.readString(published);

        assertThat(Files.readString(filesAt(now.plusSeconds(60)).certificate())).isEqualTo(before);
        assertThat(Files.readString(published)).isEqualTo(authority);
    }

    @Test
    void less_than_thirty_days_before_its_end_a_certificate_is_renewed() throws Exception {
        var now = Instant.now();
        var authority = Files.readString(published(now));
        var later = now.plus(Duration.ofDays(336));
        var renewed = Pem.certificate(filesAt(later).certificate());

        assertThat(renewed.getNotAfter().toInstant()).isAfter(later.plus(Duration.ofDays(360)));
        assertThat(Files.readString(published)).isEqualTo(authority);
    }

    private Path published(Instant now) {
        assertThat(filesAt(now).certificate()).exists();
        return published;
    }

    @Test
    void a_new_host_name_gets_a_new_certificate() throws Exception {
        var before = Files.readString(filesAt(Instant.now()).certificate());
        var after = filesAt(Instant.now(), "new.example.com").certificate();

        assertThat(Files.readString(after)).isNotEqualTo(before);
        assertThat(Pem.certificate(after).getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .contains("new.example.com");
    }

    @Test
    void what_the_operator_put_there_is_used_as_it_is() throws Exception {
        var files = filesAt(Instant.now());
        Files.delete(tls.resolve("ca.key"));
        var given = Files.readString(files.certificate());

        assertThat(filesAt(Instant.now().plus(Duration.ofDays(360)), "other.example.com"))
                .isEqualTo(files);

        assertThat(Files.readString(files.certificate())).isEqualTo(given);
    }

    private static X509TrustManager trusting(Path authority) throws Exception {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("ca", Pem.certificate(authority));
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }
}
