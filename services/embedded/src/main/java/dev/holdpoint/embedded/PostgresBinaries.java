package dev.holdpoint.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs of this platform, unpacked once into a cache directory. */
record PostgresBinaries(Path home) {
    static PostgresBinaries unpackedIn(Path cache) {
        var resource = resource();
        try {
            var home = cache.resolve("postgres-" + fingerprint(resource));
            if (!Files.isDirectory(home)) {
                unpack(resource, cache, home);
            }
            return new PostgresBinaries(home);
        } catch (IOException e) {
            throw new EmbeddedFailure("cannot unpack PostgreSQL into " + cache, e);
        }
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /** The locale PostgreSQL has built in since version 17, if this one has. */
    List<String> localeOptions() {
        var help = Tool.run(program("initdb"), List.of("--help")).output();
        return help.contains("--builtin-locale")
                ? List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8")
                : List.of();
    }

    private static URL resource() {
        var name = "postgres-" + system() + "-" + machine() + ".txz";
        var found = PostgresBinaries.class.getClassLoader().getResource(name);
        if (found == null) {
            throw new EmbeddedFailure("no PostgreSQL binaries for this platform: " + name);
        }
        return found;
    }

    private static String system() {
        var name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : name;
    }

    private static String machine() {
        return switch (System.getProperty("os.arch", "")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            case String other -> other;
        };
    }

    private static String fingerprint(URL resource) throws IOException {
        return resource.openConnection() instanceof JarURLConnection jar
                ? Long.toHexString(jar.getJarEntry().getCrc())
                : "plain";
    }

    private static void unpack(URL resource, Path cache, Path home) throws IOException {
        Files.createDirectories(cache);
        var fresh = Files.createTempDirectory(cache, "unpacking");
        try (var tar =
                new TarArchiveInputStream(
                        new XZInputStream(new BufferedInputStream(resource.openStream())))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(entry, tar, fresh);
            }
        }
        publish(fresh, home);
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path root)
            throws IOException {
        var path = root.resolve(entry.getName()).normalize();
        if (!path.startsWith(root)) {
            throw new IOException("archive entry leaves its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, path);
            Files.setPosixFilePermissions(path, permissions(entry.getMode()));
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        var set =
                new HashSet<>(
                        Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        if ((mode & 0100) != 0) {
            set.add(PosixFilePermission.OWNER_EXECUTE);
        }
        return set;
    }

    /** Another process may have unpacked the same archive meanwhile: either copy will do. */
    private static void publish(Path fresh, Path home) throws IOException {
        try {
            Files.move(fresh, home);
        } catch (IOException lost) {
            if (!Files.isDirectory(home)) {
                throw lost;
            }
            try (var files = Files.walk(fresh)) {
                for (var path : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
