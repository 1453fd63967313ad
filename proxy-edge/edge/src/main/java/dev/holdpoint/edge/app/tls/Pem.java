package dev.holdpoint.edge.app.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Reads and writes certificates and keys as PEM files (RFC 7468), whole or not at all. */
final class Pem {
    private static final Base64.Encoder LINES =
            Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    static void write(Path file, X509Certificate certificate)
            throws IOException, GeneralSecurityException {
        write(file, "CERTIFICATE", certificate.getEncoded(), "rw-r--r--");
    }

    static void write(Path file, PrivateKey key) throws IOException {
        write(file, "PRIVATE KEY", key.getEncoded(), "rw-------");
    }

    static X509Certificate certificate(Path file) throws IOException, GeneralSecurityException {
        var in = new ByteArrayInputStream(Files.readAllBytes(file));
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }

    static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        var base64 = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
        var encoded = Base64.getMimeDecoder().decode(base64);
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    private static void write(Path file, String label, byte[] der, String permissions)
            throws IOException {
        var directory = file.toAbsolutePath().getParent();
        var mode = PosixFilePermissions.fromString(permissions);
        var part =
                Files.createTempFile(
                        directory, "pem", null, PosixFilePermissions.asFileAttribute(mode));
        Files.setPosixFilePermissions(part, mode);
        Files.writeString(
                part,
                "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                        .formatted(label, LINES.encodeToString(der), label)
                        .replace("\r", ""));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
