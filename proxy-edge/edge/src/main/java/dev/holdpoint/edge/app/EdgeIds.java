package dev.holdpoint.edge.app;

import dev.holdpoint.events.IdSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;

/**
 * Keeps edge ids in files of the state directory, one per edge that runs beside others; a running
 * edge locks its file, so that an id found unlocked belongs to an edge that is gone.
 */
final class EdgeIds implements AutoCloseable {
    private static final int MOST = 64;

    private final FileChannel channel;
    private final String id;

    private EdgeIds(FileChannel channel, String id) {
        this.channel = channel;
        this.id = id;
    }

    /** Takes the first id that no running edge has, making one if need be. */
    static EdgeIds take(Path directory) {
        try {
            Files.createDirectories(directory);
            for (int slot = 1; slot <= MOST; slot++) {
                var channel = open(directory.resolve("edge-" + slot + ".id"));
                if (locked(channel)) {
                    return new EdgeIds(channel, read(channel));
                }
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the edge's id in " + directory, e);
        }
        throw new IllegalStateException(MOST + " edges run in " + directory + " already");
    }

    String id() {
        return id;
    }

    EdgeName named(IdSource incarnations) {
        return new EdgeName(id, incarnations.next());
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        var buffer = ByteBuffer.allocate(256);
        channel.read(buffer, 0);
        var kept = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8).strip();
        if (!kept.isEmpty()) {
            return kept;
        }
        var made = "edge-%08x".formatted(new SecureRandom().nextInt());
        channel.write(ByteBuffer.wrap((made + "\n").getBytes(StandardCharsets.UTF_8)), 0);
        channel.force(true);
        return made;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give back " + id, e);
        }
    }
}
