package dev.holdpoint.launcher;

import dev.holdpoint.embedded.PrivateFiles;
import dev.holdpoint.embedded.Secrets;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Where a local Holdpoint keeps everything it must find again after a restart. */
record StateDir(Path root) {
    private static final String MARKER = ".holdpoint-state";
    private static final String LOCK = "lock";

    static StateDir of(Path root) {
        return new StateDir(root.toAbsolutePath().normalize());
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    Path postgres() {
        return root.resolve("postgres");
    }

    Path target() {
        return root.resolve("target");
    }

    Path oidc() {
        return root.resolve("oidc");
    }

    Path runFile() {
        return root.resolve("run.json");
    }

    Path detachedLog() {
        return root.resolve("holdpoint.log");
    }

    Path log(String process) {
        return root.resolve("log").resolve(process + ".log");
    }

    Path config(String process) {
        return root.resolve("config").resolve(process + ".properties");
    }

    void create() throws IOException {
        PrivateFiles.directory(root);
        for (var part : new String[] {"log", "config", "secrets", "secrets/targets"}) {
            PrivateFiles.directory(root.resolve(part));
        }
        if (!Files.exists(root.resolve(MARKER))) {
            PrivateFiles.write(root.resolve(MARKER), "made by holdpoint; up --fresh empties it\n");
        }
    }

    /** Empties the directory, but only one that {@link #create} has marked as ours. */
    void empty() throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (var children = Files.list(root)) {
            var all = children.filter(path -> !path.endsWith(LOCK)).toList();
            if (!all.isEmpty() && !Files.exists(root.resolve(MARKER))) {
                throw new LaunchFailure(root + " was not made by holdpoint: not emptying it");
            }
            for (var path : all) {
                PrivateFiles.deleteTree(path);
            }
        }
    }

    /** The password kept under this name, made at random on first use. */
    String secret(String name) throws IOException {
        var file = secretFile(name);
        if (!Files.exists(file)) {
            PrivateFiles.write(file, Secrets.random());
        }
        return Files.readString(file).strip();
    }

    Path secretFile(String name) {
        return root.resolve("secrets").resolve(name);
    }

    /** Held while a launcher runs here; the system lets go of it when the launcher dies. */
    @Nullable FileLock tryLock() throws IOException {
        PrivateFiles.directory(root);
        var channel =
                FileChannel.open(
                        root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            var lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException ours) {
            channel.close();
            return null;
        }
        channel.close();
        return null;
    }
}
