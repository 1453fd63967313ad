package dev.holdpoint.edge.postgres.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Accepts connections on a free port of this machine, each served by a thread of its own. */
abstract class LoopbackServer implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    LoopbackServer() throws IOException {}

    /** Serves one connection until either side has had enough. */
    abstract void serve(Socket client) throws IOException, InterruptedException;

    final void start() {
        threads.execute(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                client.setTcpNoDelay(true);
                threads.execute(() -> served(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void served(Socket client) {
        try (client) {
            serve(client);
        } catch (IOException | InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** Something to do beside what serves a connection, until either side has had enough. */
    interface Aside {
        void run() throws IOException;
    }

    final void aside(Aside what) {
        threads.execute(
                () -> {
                    try {
                        what.run();
                    } catch (IOException over) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    /**
     * Passes bytes both ways, those to {@code near} in pieces of that size, until one side ends.
     */
    final void relay(Socket near, Socket far, int piece) throws IOException {
        far.setTcpNoDelay(true);
        threads.execute(() -> pump(far, near, piece));
        pump(near, far, BUFFER);
    }

    private static void pump(Socket from, Socket to, int piece) {
        try (from;
                to) {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            var buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                for (int at = 0; at < read; at += piece) {
                    out.write(buffer, at, Math.min(piece, read - at));
                    out.flush();
                }
            }
        } catch (IOException over) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
