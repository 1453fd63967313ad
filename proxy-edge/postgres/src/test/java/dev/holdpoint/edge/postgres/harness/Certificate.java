package dev.holdpoint.edge.postgres.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A self-signed certificate for localhost, made by the JDK's own keytool. */
public record Certificate(Path key, Path chain) {
    private static final String STORE = "server.p12";
    private static final String PASSWORD = "only-for-tests";

    public static Certificate in(Path dir)
            throws IOException, GeneralSecurityException, InterruptedException {
        return in(dir, "dns:localhost,ip:127.0.0.1");
    }

    /** As above for other names. */
    public static Certificate in(Path dir, String names)
            throws IOException, GeneralSecurityException, InterruptedException {
        var store = dir.resolve(STORE);
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process =
                new ProcessBuilder(
                                keytool,
                                "-genkeypair",
                                "-alias",
                                "edge",
                                "-keyalg",
                                "EC",
                                "-groupname",
                                "secp256r1",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=" + names,
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD)
                        .inheritIO()
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        var key = keys.getKey("edge", PASSWORD.toCharArray());
        return new Certificate(
                pem(dir.resolve("server.key"), "PRIVATE KEY", key.getEncoded()),
                pem(
                        dir.resolve("server.pem"),
                        "CERTIFICATE",
                        keys.getCertificate("edge").getEncoded()));
    }

    /** For servers that show this certificate. */
    SSLContext context() throws IOException {
        try {
            var password = PASSWORD.toCharArray();
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(KeyStore.getInstance(key.resolveSibling(STORE).toFile(), password), password);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static Path pem(Path file, String type, byte[] content) throws IOException {
        var body = Base64.getMimeEncoder().encodeToString(content);
        return Files.writeString(
                file, "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(type, body, type));
    }
}
