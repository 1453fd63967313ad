package dev.holdpoint.ledger;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One record of the log as the ledger keeps it: where it stood and its raw bytes.
 *
 * <p>Its canonical bytes are a domain label, then every field with its length in front, so that two
 * different entries can not have the same bytes:
 *
 * <pre>
 * "holdpoint.dev/ledger-entry/v1\n"
 * text topic  int32 partition  int64 offset  text key
 * int32 count  (text name  text value) x count      names in String order, each once
 * int32 length  value
 * text = int32 length, UTF-8 bytes; integers big-endian
 * </pre>
 */
public final class LedgerEntry {
    private static final byte[] DOMAIN =
            "holdpoint.dev/ledger-entry/v1\n".getBytes(StandardCharsets.US_ASCII);

    private final String topic;
    private final int partition;
    private final long offset;
    private final String key;
    private final SortedMap<String, String> headers;
    private final byte[] value;

    public LedgerEntry(
            String topic,
            int partition,
            long offset,
            String key,
            SortedMap<String, String> headers,
            byte[] value) {
        this.topic = topic;
        this.partition = partition;
        this.offset = offset;
        this.key = key;
        this.headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
        this.value = value.clone();
    }

    public String topic() {
        return topic;
    }

    public int partition() {
        return partition;
    }

    public long offset() {
        return offset;
    }

    public String key() {
        return key;
    }

    public SortedMap<String, String> headers() {
        return headers;
    }

    public byte[] value() {
        return value.clone();
    }

    /** The bytes the leaf hash is taken over. */
    public byte[] canonical() {
        var bytes = new ByteArrayOutputStream(256 + value.length);
        try (var out = new DataOutputStream(bytes)) {
            out.write(DOMAIN);
            text(out, topic);
            out.writeInt(partition);
            out.writeLong(offset);
            text(out, key);
            out.writeInt(headers.size());
            for (var header : headers.entrySet()) {
                text(out, header.getKey());
                text(out, header.getValue());
            }
            out.writeInt(value.length);
            out.write(value);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail to be written", e);
        }
        return bytes.toByteArray();
    }

    public Hash leaf() {
        return MerkleTree.leaf(canonical());
    }

    /**
     * Reads canonical bytes back.
     *
     * @throws MalformedLedger if they are not exactly what {@link #canonical} would write
     */
    public static LedgerEntry parse(byte[] canonical) {
        try {
            var in = ByteBuffer.wrap(canonical);
            if (!Arrays.equals(bytes(in, DOMAIN.length), DOMAIN)) {
                throw new MalformedLedger("not a ledger entry");
            }
            var entry =
                    new LedgerEntry(
                            text(in), in.getInt(), in.getLong(), text(in), headers(in), value(in));
            if (!Arrays.equals(entry.canonical(), canonical)) {
                throw new MalformedLedger("entry bytes are not canonical");
            }
            return entry;
        } catch (BufferUnderflowException e) {
            throw new MalformedLedger("entry bytes end too soon", e);
        }
    }

    private static SortedMap<String, String> headers(ByteBuffer in) {
        var headers = new TreeMap<String, String>();
        for (int left = in.getInt(); left > 0; left--) {
            headers.put(text(in), text(in));
        }
        return headers;
    }

    private static byte[] value(ByteBuffer in) {
        return bytes(in, in.getInt());
    }

    private static String text(ByteBuffer in) {
        return new String(value(in), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        var bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LedgerEntry entry && Arrays.equals(canonical(), entry.canonical());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(canonical());
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
