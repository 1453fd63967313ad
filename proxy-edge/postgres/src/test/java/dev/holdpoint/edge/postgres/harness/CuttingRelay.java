package dev.holdpoint.edge.postgres.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Passes bytes between the edge and its target, what the target says in pieces of one size. */
public final class CuttingRelay implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Edge edge;
    private final int piece;

    public CuttingRelay(Edge edge, int piece) throws IOException {
        this.edge = edge;
        this.piece = piece;
        threads.execute(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var near = server.accept();
                var far = new Socket(edge.target.host(), edge.target.port());
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                threads.execute(() -> pump(near, far, BUFFER));
                threads.execute(() -> pump(far, near, piece));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void pump(Socket from, Socket to, int piece) {
        try (from;
                to) {
            copy(from.getInputStream(), to.getOutputStream(), piece);
        } catch (IOException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(InputStream in, OutputStream out, int piece) throws IOException {
        var buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
            for (int at = 0; at < read; at += piece) {
                out.write(buffer, at, Math.min(piece, read - at));
                out.flush();
            }
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
