package dev.holdpoint.edge.postgres.harness;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Passes what the edge says on to its target, but in queries one text for another as long. */
public final class SwappingRelay extends LoopbackServer {
    private final Edge edge;
    private final String from;
    private final String to;

    public SwappingRelay(Edge edge, String from, String to) throws IOException {
        if (from.length() != to.length()) {
            throw new IllegalArgumentException(from + " is not as long as " + to);
        }
        this.edge = edge;
        this.from = from;
        this.to = to;
        start();
    }

    @Override
    void serve(Socket client) throws IOException {
        var far = new Socket(edge.target.host(), edge.target.port());
        aside(() -> relay(far, client));
        var in = new DataInputStream(client.getInputStream());
        var out = far.getOutputStream();
        int length = in.readInt();
        out.write(ByteBuffer.allocate(4).putInt(length).array());
        out.write(in.readNBytes(length - 4));
        while (true) {
            byte type = in.readByte();
            int size = in.readInt();
            var body = new String(in.readNBytes(size - 4), StandardCharsets.ISO_8859_1);
            var said = type == 'Q' ? body.replace(from, to) : body;
            out.write(ByteBuffer.allocate(5).put(type).putInt(size).array());
            out.write(said.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static void relay(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }
}
