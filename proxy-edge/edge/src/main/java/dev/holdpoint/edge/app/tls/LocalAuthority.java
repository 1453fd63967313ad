package dev.holdpoint.edge.app.tls;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives the edge its certificate: the one the operator put into the directory ({@code server.pem},
 * {@code server.key} and no {@code ca.key}), or one of its own, made by a certificate authority
 * that is created on first start and whose certificate is published as {@code ca.pem}.
 */
public final class LocalAuthority {
    private static final Duration RENEWAL = Duration.ofDays(30);
    private static final List<String> ALWAYS = List.of("localhost", "127.0.0.1", "::1");

    private final Path directory;
    private final Path published;
    private final Set<String> hosts;
    private final InstantSource clock;

    /**
     * @param directory keeps keys and certificates
     * @param published where clients find the authority's certificate
     * @param hosts names and addresses clients use, besides localhost
     */
    public LocalAuthority(
            Path directory, Path published, Collection<String> hosts, InstantSource clock) {
        this.directory = directory;
        this.published = published;
        this.clock = clock;
        this.hosts = new LinkedHashSet<>(ALWAYS);
        this.hosts.addAll(hosts);
    }

    /** Where the edge's certificate and key are. */
    public record ServerFiles(Path certificate, Path key) {}

    /**
     * The files to serve TLS with, made or renewed if needed. Blocks.
     *
     * @throws TlsUnusable if the directory cannot be used
     */
    public ServerFiles serverFiles() {
        var files = new ServerFiles(at("server.pem"), at("server.key"));
        try {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            try (var channel = open(at(".lock"));
                    var _ = channel.lock()) {
                if (!isGiven(files)) {
                    issue(files);
                }
            }
            return files;
        } catch (IOException | GeneralSecurityException e) {
            throw new TlsUnusable("cannot keep the edge's certificate in " + directory, e);
        }
    }

    private static FileChannel open(Path lock) throws IOException {
        return FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private boolean isGiven(ServerFiles files) {
        return Files.exists(files.certificate())
                && Files.exists(files.key())
                && !Files.exists(at("ca.key"));
    }

    private void issue(ServerFiles files) throws IOException, GeneralSecurityException {
        var maker = new CertificateMaker(clock.instant());
        var authority = authority(maker);
        if (!isGood(files, authority)) {
            var server = maker.server(authority, hosts);
            Files.deleteIfExists(files.certificate());
            Pem.write(files.key(), server.key());
            Pem.write(files.certificate(), server.certificate());
        }
        Files.createDirectories(published.toAbsolutePath().getParent());
        Files.copy(at("ca.pem"), published, StandardCopyOption.REPLACE_EXISTING);
    }

    private Issued authority(CertificateMaker maker) throws IOException, GeneralSecurityException {
        var certificate = at("ca.pem");
        var key = at("ca.key");
        if (Files.exists(certificate) && Files.exists(key)) {
            var kept = new Issued(Pem.certificate(certificate), Pem.key(key));
            if (isFresh(kept.certificate())) {
                return kept;
            }
        }
        var made = maker.authority();
        Pem.write(key, made.key());
        Pem.write(certificate, made.certificate());
        return made;
    }

    private boolean isGood(ServerFiles files, Issued authority)
            throws IOException, GeneralSecurityException {
        if (!Files.exists(files.certificate()) || !Files.exists(files.key())) {
            return false;
        }
        var certificate = Pem.certificate(files.certificate());
        try {
            certificate.verify(authority.certificate().getPublicKey());
        } catch (GeneralSecurityException _) {
            return false;
        }
        return isFresh(certificate) && hasEveryHost(certificate);
    }

    private boolean isFresh(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant().isAfter(clock.instant().plus(RENEWAL));
    }

    private boolean hasEveryHost(X509Certificate certificate) throws GeneralSecurityException {
        var names = certificate.getSubjectAlternativeNames();
        return names != null
                && names.stream()
                        .map(name -> String.valueOf(name.get(1)))
                        .collect(Collectors.toSet())
                        .containsAll(hosts.stream().map(LocalAuthority::asListed).toList());
    }

    private static String asListed(String host) {
        return CertificateMaker.isAddress(host) ? CertificateMaker.canonical(host) : host;
    }

    private Path at(String name) {
        return directory.resolve(name);
    }
}
