package dev.holdpoint.edge.postgres.harness;

import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import io.vertx.core.buffer.Buffer;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Ends the edge's TLS with a certificate of its own choice, reads what is said in it, and passes it
 * on to a real server by another TLS.
 */
public final class TlsInBetween extends LoopbackServer {
    private static final int SSL_REQUEST = 80877103;
    private static final int SASL = 10;

    private final int target;
    private final SSLContext context;
    private final UnaryOperator<PgFrame> said;
    private final Queue<String> mechanisms = new ConcurrentLinkedQueue<>();

    private TlsInBetween(int target, Certificate certificate, UnaryOperator<PgFrame> said)
            throws IOException {
        this.target = target;
        this.context = certificate.context();
        this.said = said;
        start();
    }

    /** Passes everything on as it came. */
    public static TlsInBetween listening(int target, Certificate certificate) throws IOException {
        return new TlsInBetween(target, certificate, frame -> frame);
    }

    /** Says that the server offers nothing but SCRAM-SHA-256. */
    public static TlsInBetween hidingBinding(int target, Certificate certificate)
            throws IOException {
        return new TlsInBetween(
                target,
                certificate,
                frame ->
                        frame.kind() == 'R' && frame.body().readInt() == SASL
                                ? PgWriter.frame('R')
                                        .putInt(SASL)
                                        .putString("SCRAM-SHA-256")
                                        .putByte(0)
                                        .done()
                                : frame);
    }

    /** What the edge chose to log in by, one for each time. */
    public List<String> mechanisms() {
        return List.copyOf(mechanisms);
    }

    @Override
    void serve(Socket client) throws IOException, InterruptedException {
        try (var near = accepted(client);
                var far = connected()) {
            var in = new DataInputStream(near.getInputStream());
            var startup = in.readNBytes(in.readInt() - 4);
            var out = far.getOutputStream();
            out.write(ByteBuffer.allocate(4).putInt(startup.length + 4).array());
            out.write(startup);
            aside(() -> pass(new DataInputStream(far.getInputStream()), near.getOutputStream()));
            hear(in, out);
        }
    }

    private SSLSocket accepted(Socket client) throws IOException {
        new DataInputStream(client.getInputStream()).readNBytes(8);
        client.getOutputStream().write('S');
        var near =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(client, "localhost", client.getPort(), true);
        near.setUseClientMode(false);
        near.startHandshake();
        return near;
    }

    private Socket connected() throws IOException {
        var far = new Socket("localhost", target);
        far.getOutputStream().write(ByteBuffer.allocate(8).putInt(8).putInt(SSL_REQUEST).array());
        if (far.getInputStream().read() != 'S') {
            throw new IOException("the server offers no TLS");
        }
        return RawClient.inTls(far);
    }

    /** The first answer to a request for a password names the mechanism. */
    private void hear(DataInputStream in, OutputStream out) throws IOException {
        boolean chosen = false;
        while (true) {
            var frame = frame(in);
            if (frame.kind() == 'p' && !chosen) {
                chosen = true;
                mechanisms.add(frame.body().readString());
            }
            out.write(frame.bytes().getBytes());
        }
    }

    private void pass(DataInputStream in, OutputStream out) throws IOException {
        while (true) {
            out.write(said.apply(frame(in)).bytes().getBytes());
        }
    }

    private static PgFrame frame(DataInputStream in) throws IOException {
        byte type = in.readByte();
        int length = in.readInt();
        var body = in.readNBytes(length - 4);
        return new PgFrame(
                type, Buffer.buffer().appendByte(type).appendInt(length).appendBytes(body));
    }
}
