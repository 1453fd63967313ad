package dev.holdpoint.edge.postgres.harness;

import dev.holdpoint.edge.postgres.wire.PgBody;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.edge.postgres.wire.Report;
import io.vertx.core.buffer.Buffer;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A client that says exactly what a test wants, well-formed or not. */
public final class RawClient implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 20_000;

    private static final int PROTOCOL_3_0 = 0x0003_0000;

    private String token = OpenDoor.TOKEN;

    private final Socket tcp;
    private Socket socket;
    private DataInputStream in;
    private int process;
    private byte[] secret = {};

    private RawClient(Socket socket) throws IOException {
        this.tcp = socket;
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        socket.setSoTimeout(TIMEOUT_MILLIS);
    }

    /** TCP only. */
    public static RawClient plain(Edge edge) throws IOException {
        return new RawClient(new Socket("localhost", edge.port()));
    }

    /** TLS, nothing said yet. */
    public static RawClient encrypted(Edge edge) throws IOException {
        var client = plain(edge);
        client.write(Buffer.buffer().appendInt(8).appendInt(80877103));
        if (client.in.read() != 'S') {
            throw new IOException("no TLS offered");
        }
        client.upgrade();
        return client;
    }

    /** TLS at once, naming these application protocols. */
    public static RawClient direct(Edge edge, String... protocols) throws IOException {
        var client = plain(edge);
        client.upgrade(protocols);
        return client;
    }

    Socket socket() {
        return socket;
    }

    /** Length in bytes of the secret the edge gave for cancel requests. */
    public int secretBytes() {
        return secret.length;
    }

    /** Logged in with a token and ready for a query. */
    public static RawClient loggedIn(Edge edge) throws IOException {
        return loggedIn(edge, "payments");
    }

    public static RawClient loggedIn(Edge edge, String target, String... parameters)
            throws IOException {
        var client = encrypted(edge);
        client.logIn(PROTOCOL_3_0, target, parameters);
        return client;
    }

    /** As whom another token names. */
    public static RawClient loggedInBy(String token, Edge edge) throws IOException {
        var client = encrypted(edge);
        client.token = token;
        client.logIn("payments");
        return client;
    }

    /** As a role the target trusts, without an edge between: the oracle of the protocol. */
    public static RawClient bare(Edge edge, String application) throws IOException {
        return bare(edge, Payments.DATABASE, application);
    }

    /** As above, in another database. */
    public static RawClient bare(Edge edge, String database, String application)
            throws IOException {
        var client = new RawClient(new Socket(edge.target.host(), edge.target.port()));
        client.startup(
                "user", Payments.TRUSTED, "database", database, "application_name", application);
        client.untilReady();
        return client;
    }

    /** Logs in with a token; gives what follows, up to ReadyForQuery or an error. */
    public List<PgFrame> logIn(String target) throws IOException {
        return logIn(PROTOCOL_3_0, target);
    }

    public List<PgFrame> logIn(int protocol, String target, String... parameters)
            throws IOException {
        var all = new ArrayList<>(List.of("user", "oidc", "database", target));
        all.addAll(List.of(parameters));
        startup(protocol, all.toArray(String[]::new));
        receive();
        send(PgWriter.frame('p').putString(token).done());
        var frames = new ArrayList<PgFrame>();
        do {
            frames.add(receive());
            keepKey(frames.getLast());
        } while ("ZE".indexOf(frames.getLast().kind()) < 0);
        return frames;
    }

    private void keepKey(PgFrame frame) {
        if (frame.kind() == 'K') {
            var body = frame.body();
            process = body.readInt();
            secret = body.readRest();
        }
    }

    private void upgrade(String... protocols) throws IOException {
        socket = inTls(socket, protocols);
        in = new DataInputStream(socket.getInputStream());
    }

    /** TLS with whoever it is. */
    static Socket inTls(Socket socket, String... protocols) throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustAll()}, new SecureRandom());
            var tls =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(socket, "localhost", socket.getPort(), true);
            var parameters = tls.getSSLParameters();
            parameters.setApplicationProtocols(protocols);
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    public void startup(String... namesAndValues) throws IOException {
        startup(PROTOCOL_3_0, namesAndValues);
    }

    public void startup(int protocol, String... namesAndValues) throws IOException {
        var packet = PgWriter.startup().putInt(protocol);
        for (var text : namesAndValues) {
            packet.putString(text);
        }
        write(packet.putByte(0).done().bytes());
    }

    /** Asks the edge to cancel what this client runs, over a connection of its own. */
    public void cancel(Edge edge) throws IOException {
        try (var other = plain(edge)) {
            other.write(
                    Buffer.buffer()
                            .appendInt(12 + secret.length)
                            .appendInt(80877102)
                            .appendInt(process)
                            .appendBytes(secret));
            if (other.in.read() != -1) {
                throw new IOException("an answer to a cancel request");
            }
        }
    }

    public void send(PgFrame... frames) throws IOException {
        var bytes = Buffer.buffer();
        for (var frame : frames) {
            bytes.appendBuffer(frame.bytes());
        }
        write(bytes);
    }

    /** Sends a simple query and waits for all of its answer. */
    public List<PgFrame> run(String sql) throws IOException {
        send(query(sql));
        return untilReady();
    }

    public void write(Buffer bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes());
        socket.getOutputStream().flush();
    }

    public int readByte() throws IOException {
        return in.read();
    }

    /** Bytes that have arrived within a fifth of a second. */
    public int available() throws IOException {
        socket.setSoTimeout(200);
        try {
            return in.read() < 0 ? 0 : 1;
        } catch (SocketTimeoutException e) {
            return 0;
        } finally {
            socket.setSoTimeout(TIMEOUT_MILLIS);
        }
    }

    public PgFrame receive() throws IOException {
        byte type = in.readByte();
        int length = in.readInt();
        var body = in.readNBytes(length - 4);
        if (body.length < length - 4) {
            throw new EOFException();
        }
        return new PgFrame(
                type, Buffer.buffer().appendByte(type).appendInt(length).appendBytes(body));
    }

    /** Everything up to and including ReadyForQuery. */
    public List<PgFrame> untilReady() throws IOException {
        var frames = new ArrayList<PgFrame>();
        do {
            frames.add(receive());
        } while (frames.getLast().kind() != 'Z');
        return frames;
    }

    /** Everything up to the notice that a command is held, which is not among it. */
    public List<PgFrame> untilHeld() throws IOException {
        var frames = new ArrayList<PgFrame>();
        for (var next = receive(); next.kind() != 'N'; next = receive()) {
            frames.add(next);
        }
        return frames;
    }

    /** Everything until the edge closes the connection. */
    public List<PgFrame> untilClosed() throws IOException {
        var frames = new ArrayList<PgFrame>();
        try {
            while (true) {
                frames.add(receive());
            }
        } catch (EOFException e) {
            return frames;
        }
    }

    /** The kinds of frames as a string, such as {@code TDCZ}. */
    public static String kinds(List<PgFrame> frames) {
        var kinds = new StringBuilder();
        frames.forEach(frame -> kinds.append(frame.kind()));
        return kinds.toString();
    }

    /** What a frame says, for all that is text in it. */
    public static String text(PgFrame frame) {
        return new String(frame.body().readRest(), StandardCharsets.UTF_8);
    }

    /** The first value of a row, as text. */
    public static String firstValue(PgFrame row) {
        var body = row.body();
        body.readShort();
        return PgBody.utf8(body.readBytes(body.readInt()));
    }

    /** SQLSTATE of the first error among the frames. */
    public static String sqlState(List<PgFrame> frames) {
        return frames.stream()
                .filter(frame -> frame.kind() == 'E')
                .findFirst()
                .map(frame -> Report.read(frame).sqlState())
                .orElse("none");
    }

    public static PgFrame query(String sql) {
        return PgWriter.frame('Q').putString(sql).done();
    }

    public static PgFrame parse(String name, String sql) {
        return PgWriter.frame('P').putString(name).putString(sql).putShort(0).done();
    }

    /** As above, with the OIDs of its parameters' types. */
    public static PgFrame parse(String name, String sql, int... types) {
        var parse = PgWriter.frame('P').putString(name).putString(sql).putShort(types.length);
        for (int type : types) {
            parse.putInt(type);
        }
        return parse.done();
    }

    public static PgFrame bind(String portal, String statement, String... values) {
        var bind = PgWriter.frame('B').putString(portal).putString(statement).putShort(0);
        bind.putShort(values.length);
        for (var value : values) {
            var bytes = value.getBytes(StandardCharsets.UTF_8);
            bind.putInt(bytes.length).putBytes(bytes);
        }
        return bind.putShort(0).done();
    }

    public static PgFrame execute(String portal, int maxRows) {
        return PgWriter.frame('E').putString(portal).putInt(maxRows).done();
    }

    public static PgFrame close(char what, String name) {
        return PgWriter.frame('C').putByte(what).putString(name).done();
    }

    /** Describe of a statement, {@code S}, or a portal, {@code P}. */
    public static PgFrame describe(char what, String name) {
        return PgWriter.frame('D').putByte(what).putString(name).done();
    }

    public static PgFrame flush() {
        return PgWriter.frame('H').done();
    }

    public static PgFrame sync() {
        return PgWriter.frame('S').done();
    }

    /** Vanishes without a word, even while somebody sends. */
    @Override
    public void close() throws IOException {
        tcp.close();
    }

    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
