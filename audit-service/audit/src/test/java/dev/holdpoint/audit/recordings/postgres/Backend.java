package dev.holdpoint.audit.recordings.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what a PostgreSQL server would send. */
public final class Backend {
    private final Buffer sent = Buffer.buffer();

    /** Text columns of type {@code text}. */
    public Backend columns(String... names) {
        return columns(25, 0, names);
    }

    public Backend columns(int type, int format, String... names) {
        var body = Buffer.buffer().appendShort((short) names.length);
        for (var name : names) {
            body.appendString(name).appendByte((byte) 0);
            body.appendInt(0).appendShort((short) 0).appendInt(type).appendShort((short) -1);
            body.appendInt(-1).appendShort((short) format);
        }
        return message('T', body);
    }

    public Backend row(@Nullable String... values) {
        var bytes = new ArrayList<byte @Nullable []>();
        for (var value : values) {
            bytes.add(value == null ? null : value.getBytes(UTF_8));
        }
        return row(bytes);
    }

    public Backend row(List<? extends byte @Nullable []> values) {
        var body = Buffer.buffer().appendShort((short) values.size());
        for (var value : values) {
            if (value == null) {
                body.appendInt(-1);
            } else {
                body.appendInt(value.length).appendBytes(value);
            }
        }
        return message('D', body);
    }

    public Backend tag(String tag) {
        return message('C', Buffer.buffer(tag).appendByte((byte) 0));
    }

    public Backend error(String code, String message) {
        return message('E', report("ERROR", code, message));
    }

    public Backend notice(String message) {
        return message('N', report("NOTICE", "00000", message));
    }

    public Backend notification(String channel, String payload) {
        return message(
                'A', Buffer.buffer().appendInt(7).appendString(channel + "\0" + payload + "\0"));
    }

    public Backend parameter(String name, String value) {
        return message('S', Buffer.buffer(name + "\0" + value + "\0"));
    }

    private static Buffer report(String severity, String code, String message) {
        return Buffer.buffer("S" + severity + "\0C" + code + "\0M" + message + "\0\0");
    }

    public Backend copyOut(int format) {
        return message('H', Buffer.buffer().appendByte((byte) format).appendShort((short) 0));
    }

    public Backend data(byte[] data) {
        return message('d', Buffer.buffer(data));
    }

    public Backend message(char kind, Buffer body) {
        sent.appendByte((byte) kind).appendInt(body.length() + 4).appendBuffer(body);
        return this;
    }

    public byte[] bytes() {
        return sent.getBytes();
    }
}
