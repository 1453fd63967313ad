package dev.holdpoint.edge.postgres.harness;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;

/** Speaks TLS to the edge for clients that do not, and has none to offer them. */
public final class TlsRelay extends LoopbackServer {
    private static final int SSL_REQUEST = 80877103;

    private final Edge edge;

    public TlsRelay(Edge edge) throws IOException {
        this.edge = edge;
        start();
    }

    @Override
    void serve(Socket client) throws IOException {
        var first = first(client);
        var far = RawClient.encrypted(edge).socket();
        far.setSoTimeout(0);
        far.getOutputStream().write(first);
        relay(client, far, Integer.MAX_VALUE);
    }

    /** The first eight bytes that do not ask for TLS. */
    private static byte[] first(Socket client) throws IOException {
        var in = new DataInputStream(client.getInputStream());
        var bytes = in.readNBytes(8);
        while (bytes.length == 8 && ByteBuffer.wrap(bytes).getInt(4) == SSL_REQUEST) {
            client.getOutputStream().write('N');
            bytes = in.readNBytes(8);
        }
        return bytes;
    }
}
