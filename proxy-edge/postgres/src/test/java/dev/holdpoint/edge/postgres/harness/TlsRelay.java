package dev.holdpoint.edge.postgres.harness;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Speaks TLS to the edge for clients that do not, and has none to offer them. */
public final class TlsRelay implements AutoCloseable {
    private static final int SSL_REQUEST = 80877103;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Edge edge;

    public TlsRelay(Edge edge) throws IOException {
        this.edge = edge;
        threads.execute(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var near = server.accept();
                threads.execute(() -> relay(near));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void relay(Socket near) {
        try (near) {
            near.setTcpNoDelay(true);
            var first = first(near);
            var far = RawClient.encrypted(edge).socket();
            far.setSoTimeout(0);
            far.setTcpNoDelay(true);
            far.getOutputStream().write(first);
            threads.execute(() -> copy(far, near));
            copy(near, far);
        } catch (IOException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first eight bytes that do not ask for TLS. */
    private static byte[] first(Socket near) throws IOException {
        var in = new DataInputStream(near.getInputStream());
        var bytes = in.readNBytes(8);
        while (bytes.length == 8 && ByteBuffer.wrap(bytes).getInt(4) == SSL_REQUEST) {
            near.getOutputStream().write('N');
            bytes = in.readNBytes(8);
        }
        return bytes;
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            copy(from.getInputStream(), to.getOutputStream());
        } catch (IOException over) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        var buffer = new byte[64 * 1024];
        for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
            out.flush();
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
