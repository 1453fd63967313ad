package dev.holdpoint.edge.postgres.login.scram;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * The channel binding {@code tls-server-end-point} (RFC 5929): a hash of a server's certificate.
 */
public final class EndPoint {
    static final String TYPE = "tls-server-end-point";

    private final byte[] hash;

    private EndPoint(byte[] hash) {
        this.hash = hash;
    }

    /** Empty if the certificate's signature names no hash function, as EdDSA does not. */
    public static Optional<EndPoint> of(X509Certificate certificate) {
        var algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        int with = algorithm.indexOf("WITH");
        if (with <= 0) {
            return Optional.empty();
        }
        var name = algorithm.substring(0, with);
        var function = name.equals("MD5") || name.equals("SHA1") ? "SHA256" : name;
        try {
            var digest = MessageDigest.getInstance(function.replace("SHA", "SHA-"));
            return Optional.of(new EndPoint(digest.digest(certificate.getEncoded())));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            return Optional.empty();
        }
    }

    /** Of the server at the other end. */
    public static Optional<EndPoint> of(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? of(certificate)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    byte[] hash() {
        return hash.clone();
    }
}
