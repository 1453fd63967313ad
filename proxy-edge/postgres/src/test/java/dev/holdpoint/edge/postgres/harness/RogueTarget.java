package dev.holdpoint.edge.postgres.harness;

import dev.holdpoint.edge.postgres.wire.PgWriter;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A server that speaks PostgreSQL until it attacks; keeps every byte it was sent. */
public final class RogueTarget implements AutoCloseable {
    /** What the client's query says to provoke the attack. */
    public static final String PROVOCATION = "SELECT 'now'";

    private final ServerSocket server = new ServerSocket(0);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final Buffer greeting;
    private final Buffer attack;
    private final AtomicLong said = new AtomicLong();
    private volatile boolean deaf;
    private volatile boolean tireless;

    /**
     * @param greeting its answer to a start-up packet
     * @param attack its answer to {@link #PROVOCATION}
     */
    public RogueTarget(Buffer greeting, Buffer attack) throws IOException {
        this.greeting = greeting;
        this.attack = attack;
        threads.execute(this::accept);
    }

    /** Lets anybody in, and once it has said this, reads nothing more. */
    public static RogueTarget deafAfter(Buffer attack) throws IOException {
        var rogue = new RogueTarget(welcome(), attack);
        rogue.deaf = true;
        return rogue;
    }

    /** Says the attack over and over until the edge hangs up. */
    public static RogueTarget tireless(Buffer greeting, Buffer attack) throws IOException {
        var rogue = new RogueTarget(greeting, attack);
        rogue.tireless = true;
        return rogue;
    }

    /** Bytes of its attack the edge took. */
    public long said() {
        return said.get();
    }

    /** Lets anybody in. */
    public static Buffer welcome() {
        return Buffer.buffer()
                .appendBuffer(PgWriter.frame('R').putInt(0).done().bytes())
                .appendBuffer(PgWriter.frame('K').putInt(1).putInt(2).done().bytes())
                .appendBuffer(ready());
    }

    public static Buffer ready() {
        return PgWriter.frame('Z').putByte('I').done().bytes();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Everything the edge ever sent here. */
    public synchronized String heard() {
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new DataInputStream(socket.getInputStream());
            var out = socket.getOutputStream();
            hear(in.readNBytes(in.readInt() - 4));
            say(out, greeting);
            while (tireless && attack.length() == 0) {
                say(out, greeting);
                said.addAndGet(greeting.length());
            }
            while (true) {
                in.readByte();
                var body = in.readNBytes(in.readInt() - 4);
                hear(body);
                var provoked =
                        new String(body, StandardCharsets.ISO_8859_1).startsWith(PROVOCATION);
                say(out, provoked ? attack : nothing());
                while (provoked && tireless) {
                    say(out, attack);
                    said.addAndGet(attack.length());
                }
                if (provoked && deaf) {
                    new CountDownLatch(1).await();
                }
            }
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Buffer nothing() {
        return PgWriter.frame('C')
                .putString("SELECT 0")
                .done()
                .bytes()
                .copy()
                .appendBuffer(ready());
    }

    private static void say(OutputStream out, Buffer bytes) throws IOException {
        out.write(bytes.getBytes());
        out.flush();
    }

    private synchronized void hear(byte[] bytes) {
        heard.writeBytes(bytes);
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
