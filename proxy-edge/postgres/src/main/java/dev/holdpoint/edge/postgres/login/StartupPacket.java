package dev.holdpoint.edge.postgres.login;

import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgBody;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The first packet of a connection, the only kind without a type byte (section 55.2.1). */
public sealed interface StartupPacket {
    int MAX_LENGTH = 10 * 1024;
    int MIN_SECRET = 4;
    int MAX_SECRET = 256;
    int CANCEL_CODE = 80877102;
    int SSL_CODE = 80877103;
    int GSS_CODE = 80877104;

    /** The client asks for TLS. */
    record SslRequest() implements StartupPacket {}

    /** The client asks for GSSAPI encryption, which is never offered. */
    record GssRequest() implements StartupPacket {}

    /** The client wants another connection's command cancelled. */
    record CancelRequest(int process, Buffer secret) implements StartupPacket {}

    /** The client wants a session. */
    record Startup(int major, int minor, Map<String, String> parameters) implements StartupPacket {
        public Startup {
            parameters = Map.copyOf(parameters);
        }
    }

    /**
     * The packet at the start of {@code bytes}, if it is whole.
     *
     * @throws MalformedFrame if it cannot be one
     */
    static Optional<StartupPacket> read(Buffer bytes) {
        if (bytes.length() < 4) {
            return Optional.empty();
        }
        int length = lengthOf(bytes);
        if (bytes.length() < length) {
            return Optional.empty();
        }
        var body = new PgBody(bytes.getBuffer(0, length), 4);
        int code = body.readInt();
        return Optional.of(
                switch (code) {
                    case SSL_CODE -> exactly(body, new SslRequest());
                    case GSS_CODE -> exactly(body, new GssRequest());
                    case CANCEL_CODE -> cancel(body);
                    default -> startup(code, body);
                });
    }

    /** The length a packet announces, checked against both bounds. */
    static int lengthOf(Buffer bytes) {
        int length = bytes.getInt(0);
        if (length < 8 || length > MAX_LENGTH) {
            throw new MalformedFrame(
                    "a start-up packet of %d bytes is not within 8 to %d"
                            .formatted(Integer.toUnsignedLong(length), MAX_LENGTH));
        }
        return length;
    }

    private static StartupPacket exactly(PgBody body, StartupPacket packet) {
        body.end();
        return packet;
    }

    private static StartupPacket cancel(PgBody body) {
        int process = body.readInt();
        if (body.remaining() < MIN_SECRET || body.remaining() > MAX_SECRET) {
            throw new MalformedFrame("a cancel key of %d bytes".formatted(body.remaining()));
        }
        return new CancelRequest(process, Buffer.buffer(body.readRest()));
    }

    private static StartupPacket startup(int code, PgBody body) {
        var parameters = new LinkedHashMap<String, String>();
        for (var name = body.readString(); !name.isEmpty(); name = body.readString()) {
            if (parameters.put(name, body.readString()) != null) {
                throw new MalformedFrame("start-up parameter " + name + " is given twice");
            }
        }
        body.end();
        return new Startup(code >>> 16, code & 0xFFFF, parameters);
    }
}
