package dev.holdpoint.benchmarks.lab;

import dev.holdpoint.benchmarks.BenchFailure;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.function.LongConsumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The cheapest PostgreSQL client there is: it counts a result instead of keeping it, so that a
 * large result measures the way it came. It trusts any certificate: it only ever talks to loopback.
 */
public final class RawClient implements AutoCloseable {
    /** Who says nothing for so long is not waited for. */
    private static final int SILENCE_MILLIS = 30_000;

    private static final int SSL_CODE = 80877103;
    private static final SSLContext TLS = trusting();

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private byte[] skipped = new byte[8_192];

    /** Room for reading a large result in large pieces. */
    public RawClient reading(int bytes) {
        skipped = new byte[bytes];
        return this;
    }

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in =
                new DataInputStream(
                        new java.io.BufferedInputStream(socket.getInputStream(), 8_192));
        this.out = new DataOutputStream(socket.getOutputStream());
    }

    /**
     * Logs in with what libpq would be told; the password is only ever sent in clear, which is
     * enough for a server that trusts and for an edge that is given a token.
     */
    public static RawClient open(Map<String, String> environment) {
        try {
            var socket = connect(environment);
            var client = new RawClient(socket);
            client.logIn(environment);
            return client;
        } catch (IOException e) {
            throw new BenchFailure("cannot log in: " + e.getMessage(), e);
        }
    }

    private static Socket connect(Map<String, String> environment) throws IOException {
        var host = environment.getOrDefault("PGHOST", "127.0.0.1");
        int port = Integer.parseInt(environment.getOrDefault("PGPORT", "5432"));
        var socket = new Socket(host, port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(SILENCE_MILLIS);
        if (environment.getOrDefault("PGSSLMODE", "disable").equals("disable")) {
            return socket;
        }
        var out = new DataOutputStream(socket.getOutputStream());
        out.writeLong(8L << 32 | SSL_CODE);
        if (socket.getInputStream().read() != 'S') {
            throw new IOException("no TLS on offer");
        }
        var encrypted = (SSLSocket) TLS.getSocketFactory().createSocket(socket, host, port, true);
        encrypted.startHandshake();
        return encrypted;
    }

    private void logIn(Map<String, String> environment) throws IOException {
        var start = new ByteArrayOutputStream();
        var fields = new DataOutputStream(start);
        fields.writeInt(0x0003_0000);
        for (var field :
                new String[] {
                    "user", environment.getOrDefault("PGUSER", ""),
                    "database", environment.getOrDefault("PGDATABASE", ""),
                    "application_name", "bench"
                }) {
            fields.write(text(field));
        }
        fields.writeByte(0);
        out.writeInt(start.size() + 4);
        out.write(start.toByteArray());
        out.flush();
        while (true) {
            int kind = in.readUnsignedByte();
            var body = in.readNBytes(in.readInt() - 4);
            if (kind == 'Z') {
                return;
            } else if (kind == 'E') {
                throw new IOException(printable(body));
            } else if (kind == 'R' && body[3] == 3) {
                send('p', text(environment.getOrDefault("PGPASSWORD", "")));
            }
        }
    }

    /** What a result was made of. */
    public record Counted(long bytes, long rows, long nanos) {
        public double bytesPerSecond() {
            return bytes * 1e9 / nanos;
        }
    }

    /** Runs one statement of the simple protocol to its end and counts what comes back. */
    public Counted query(String sql) {
        return query(sql, _ -> {});
    }

    /** As above for a large result; told how many bytes came so far, the listener may dawdle. */
    public Counted query(String sql, LongConsumer soFar) {
        try {
            send('Q', text(sql));
        } catch (IOException e) {
            throw new BenchFailure("cannot send: " + e.getMessage(), e);
        }
        return rest(sql, soFar);
    }

    /** Runs one statement to its end; whether no error came. */
    public boolean succeeds(String sql) {
        boolean succeeded = true;
        try {
            send('Q', text(sql));
            for (int kind = in.readUnsignedByte(); kind != 'Z'; kind = in.readUnsignedByte()) {
                skip(in.readInt() - 4);
                succeeded &= kind != 'E';
            }
            skip(in.readInt() - 4);
            return succeeded;
        } catch (IOException e) {
            throw new BenchFailure("lost: " + e.getMessage(), e);
        }
    }

    /** Reads what is left of a statement that {@link #queryUntil} has sent. */
    public Counted rest(String sql) {
        return rest(sql, _ -> {});
    }

    private Counted rest(String sql, LongConsumer soFar) {
        long begun = System.nanoTime();
        long bytes = 0;
        long rows = 0;
        try {
            while (true) {
                int kind = in.readUnsignedByte();
                int length = in.readInt();
                bytes += length + 1L;
                if (kind == 'E') {
                    throw new BenchFailure(sql + ": " + printable(in.readNBytes(length - 4)));
                }
                skip(length - 4);
                soFar.accept(bytes);
                rows += kind == 'D' || kind == 'd' ? 1 : 0;
                if (kind == 'Z') {
                    return new Counted(bytes, rows, System.nanoTime() - begun);
                }
            }
        } catch (IOException e) {
            throw new BenchFailure("lost in the middle of a result: " + e.getMessage(), e);
        }
    }

    /** Sends a statement and returns with the body of the first message of the given kind. */
    public String queryUntil(String sql, char wanted) {
        try {
            send('Q', text(sql));
            for (int kind = in.readUnsignedByte(); ; kind = in.readUnsignedByte()) {
                var body = in.readNBytes(in.readInt() - 4);
                if (kind == wanted) {
                    return printable(body);
                } else if (kind == 'E' || kind == 'Z') {
                    throw new BenchFailure("no '" + wanted + "' but: " + printable(body));
                }
            }
        } catch (IOException e) {
            throw new BenchFailure("lost: " + e.getMessage(), e);
        }
    }

    private void skip(int count) throws IOException {
        for (int left = count; left > 0; ) {
            int read = in.read(skipped, 0, Math.min(left, skipped.length));
            if (read < 0) {
                throw new IOException("the connection ended");
            }
            left -= read;
        }
    }

    private void send(char kind, byte[] body) throws IOException {
        var frame = new ByteArrayOutputStream();
        var fields = new DataOutputStream(frame);
        fields.writeByte(kind);
        fields.writeInt(body.length + 4);
        fields.write(body);
        out.write(frame.toByteArray());
        out.flush();
    }

    private static byte[] text(String value) {
        return (value + "\0").getBytes(StandardCharsets.UTF_8);
    }

    private static String printable(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).replace('\0', ' ').strip();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new BenchFailure("cannot close", e);
        }
    }

    private static SSLContext trusting() {
        try {
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new BenchFailure("no TLS 1.3 here", e);
        }
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
