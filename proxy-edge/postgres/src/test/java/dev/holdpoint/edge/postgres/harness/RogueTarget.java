package dev.holdpoint.edge.postgres.harness;

import dev.holdpoint.edge.postgres.wire.PgWriter;
import io.vertx.core.buffer.Buffer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** A server that speaks PostgreSQL until it attacks; keeps every byte it was sent. */
public final class RogueTarget extends LoopbackServer {
    /** What the client's query says to provoke the attack. */
    public static final String PROVOCATION = "SELECT 'now'";

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final Buffer greeting;
    private final Buffer attack;
    private final AtomicLong said = new AtomicLong();
    private final AtomicLong syncs = new AtomicLong();
    private final Queue<Socket> taken = new ConcurrentLinkedQueue<>();
    private volatile boolean deaf;
    private volatile boolean tireless;

    /**
     * @param greeting its answer to a start-up packet
     * @param attack its answer to {@link #PROVOCATION}
     */
    public RogueTarget(Buffer greeting, Buffer attack) throws IOException {
        this.greeting = greeting;
        this.attack = attack;
        start();
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

    /** Lets anybody in, and answers no Sync. */
    public static RogueTarget mute() throws IOException {
        return new RogueTarget(welcome(), Buffer.buffer());
    }

    /** Closes the connections it took. */
    public void hangUp() throws IOException {
        for (var socket : taken) {
            socket.close();
        }
    }

    /** Sync messages it was sent. */
    public long syncs() {
        return syncs.get();
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

    /** Everything the edge ever sent here. */
    public synchronized String heard() {
        return heard.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    void serve(Socket socket) throws IOException, InterruptedException {
        taken.add(socket);
        var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        var out = socket.getOutputStream();
        hear(in.readNBytes(in.readInt() - 4));
        say(out, greeting);
        while (tireless && attack.length() == 0) {
            say(out, greeting);
            said.addAndGet(greeting.length());
        }
        while (true) {
            char kind = (char) in.readByte();
            var body = in.readNBytes(in.readInt() - 4);
            hear(body);
            if (kind == 'S') {
                syncs.incrementAndGet();
                continue;
            }
            var text = new String(body, StandardCharsets.ISO_8859_1);
            var provoked = text.startsWith(PROVOCATION);
            say(out, provoked ? attack : answer(text));
            while (provoked && tireless) {
                say(out, attack);
                said.addAndGet(attack.length());
            }
            if (provoked && deaf) {
                new CountDownLatch(1).await();
            }
        }
    }

    /** A catalogue without anything, which stays as it is. */
    private static Buffer answer(String text) {
        var fingerprint =
                PgWriter.frame('D').putShort(1).putInt(1).putBytes(new byte[] {'0'}).done().bytes();
        return text.startsWith("WITH passing")
                ? fingerprint.copy().appendBuffer(nothing())
                : nothing();
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
}
