package dev.holdpoint.policy.directory;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Rings when something in a directory has changed and no more follows, so that it need not wait for
 * the next look. Where a directory cannot be watched it stays silent: the looks go on.
 */
public final class DirectoryBell implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DirectoryBell.class);
    private static final long SETTLED_MILLIS = 30;
    private static final int MOST_WAITS = 20;

    private final Path directory;
    private final Runnable ring;
    private @Nullable WatchService watching;
    private boolean closed;

    public DirectoryBell(Path directory, Runnable ring) {
        this.directory = directory;
        this.ring = ring;
    }

    /** Watches the directory from now on, unless it does already; whether it does. */
    public synchronized boolean listen() {
        if (watching != null || closed) {
            return watching != null;
        }
        try {
            var service = directory.getFileSystem().newWatchService();
            watching = service;
            directory.register(service, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
            Thread.ofVirtual().name("directory-bell").start(() -> hear(service));
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debugf("the directory cannot be watched: directory=%s cause=%s", directory, e);
            stop();
            return false;
        }
    }

    /** Returns when the directory is gone, or this is closed. */
    private void hear(WatchService service) {
        try {
            boolean valid = true;
            while (valid) {
                var key = service.take();
                for (int waits = 0; key != null && waits < MOST_WAITS; waits++) {
                    key.pollEvents();
                    valid = key.reset();
                    key = service.poll(SETTLED_MILLIS, TimeUnit.MILLISECONDS);
                }
                if (key != null) {
                    key.pollEvents();
                    valid = key.reset();
                }
                ring.run();
            }
            stop();
        } catch (ClosedWatchServiceException _) {
            LOG.debugf("the directory is not watched any more: directory=%s", directory);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void stop() {
        var service = watching;
        watching = null;
        if (service == null) {
            return;
        }
        try {
            service.close();
        } catch (IOException e) {
            LOG.warnf("a watch of a directory is left behind: directory=%s cause=%s", directory, e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        stop();
    }
}
