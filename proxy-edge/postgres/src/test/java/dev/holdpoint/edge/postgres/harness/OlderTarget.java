package dev.holdpoint.edge.postgres.harness;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** The real target, which does not know the interval of its looking after clients at start-up. */
public final class OlderTarget extends LoopbackServer {
    private static final String KNOWN = "client_connection_check_interval";
    private static final String UNKNOWN = "client_connection_chuck_interval";

    private final Edge edge;
    private final AtomicInteger refused = new AtomicInteger();

    public OlderTarget(Edge edge) throws IOException {
        this.edge = edge;
        start();
    }

    /** How often it was told a setting it does not know. */
    public int refused() {
        return refused.get();
    }

    @Override
    void serve(Socket client) throws IOException {
        var in = new DataInputStream(client.getInputStream());
        int length = in.readInt();
        var said = new String(in.readNBytes(length - 4), StandardCharsets.ISO_8859_1);
        if (said.contains(KNOWN)) {
            refused.incrementAndGet();
        }
        var passed = said.replace(KNOWN, UNKNOWN).getBytes(StandardCharsets.ISO_8859_1);
        var far = new Socket(edge.target.host(), edge.target.port());
        far.getOutputStream().write(ByteBuffer.allocate(4).putInt(length).array());
        far.getOutputStream().write(passed);
        relay(client, far, Integer.MAX_VALUE);
    }
}
