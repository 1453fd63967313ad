package dev.holdpoint.ledger.export;

import dev.holdpoint.ledger.Hash;
import dev.holdpoint.ledger.LedgerEntry;
import dev.holdpoint.ledger.MalformedLedger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One line of {@code entries.jsonl}. The stored hashes help to find where a change was made; they
 * prove nothing.
 *
 * @param index position in the log, from 0
 * @param leaf the entry's leaf hash as the writer stored it
 * @param chain the chain's head after this entry as the writer stored it
 */
public record ExportedEntry(long index, LedgerEntry entry, Hash leaf, Hash chain) {

    /** The line, with its newline; the one way to write this entry. */
    public byte[] encode() {
        var line = new StringBuilder(1024);
        line.append("{\"index\":").append(index).append(",\"topic\":");
        quote(entry.topic(), line);
        line.append(",\"partition\":").append(entry.partition());
        line.append(",\"offset\":").append(entry.offset()).append(",\"key\":");
        quote(entry.key(), line);
        line.append(",\"headers\":{");
        var separator = "";
        for (var header : entry.headers().entrySet()) {
            line.append(separator);
            quote(header.getKey(), line);
            line.append(':');
            quote(header.getValue(), line);
            separator = ",";
        }
        line.append("},\"value\":\"").append(Base64.getEncoder().encodeToString(entry.value()));
        line.append("\",\"leaf\":\"").append(leaf.hex());
        line.append("\",\"chain\":\"").append(chain.hex()).append("\"}\n");
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a line, newline included.
     *
     * @throws MalformedLedger if it is not byte for byte what {@link #encode} would write
     */
    public static ExportedEntry parse(byte[] line) {
        var parsed = scan(new LineScanner(text(line)));
        if (!Arrays.equals(parsed.encode(), line)) {
            throw new MalformedLedger("the entry is not written in the format's one form");
        }
        return parsed;
    }

    private static String text(byte[] line) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedLedger("the entry is not UTF-8 text", e);
        }
    }

    private static ExportedEntry scan(LineScanner line) {
        long index = line.expect("{\"index\":").integer();
        var topic = line.expect(",\"topic\":").string();
        int partition = (int) line.expect(",\"partition\":").integer();
        long offset = line.expect(",\"offset\":").integer();
        var key = line.expect(",\"key\":").string();
        var headers = headers(line.expect(",\"headers\":{"));
        var value = value(line.expect("},\"value\":").string());
        var leaf = Hash.fromHex(line.expect(",\"leaf\":").string());
        var chain = Hash.fromHex(line.expect(",\"chain\":").string());
        line.expect("}\n").end();
        var entry = new LedgerEntry(topic, partition, offset, key, headers, value);
        return new ExportedEntry(index, entry, leaf, chain);
    }

    private static SortedMap<String, String> headers(LineScanner line) {
        var headers = new TreeMap<String, String>();
        while (!line.sees('}')) {
            if (!headers.isEmpty()) {
                line.expect(",");
            }
            var name = line.string();
            headers.put(name, line.expect(":").string());
        }
        return headers;
    }

    private static byte[] value(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new MalformedLedger("the value is not base64", e);
        }
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u00").append(Character.forDigit(c >> 4, 16));
                out.append(Character.forDigit(c & 15, 16));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
