package dev.holdpoint.events.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Canonical JSON as it grows, in UTF-8. */
final class JsonText {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private byte[] bytes = new byte[1024];
    private int size;

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    int size() {
        return size;
    }

    /** What was written since it had this size. */
    byte[] from(int start) {
        return Arrays.copyOfRange(bytes, start, size);
    }

    void append(byte[] ascii) {
        reserve(ascii.length);
        System.arraycopy(ascii, 0, bytes, size, ascii.length);
        size += ascii.length;
    }

    void append(char ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
    }

    void append(long number) {
        append(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    }

    /** A quoted string; RFC 8785 section 3.2.2.2, lone surrogates become U+FFFD. */
    void quoted(String text) {
        reserve(2 + text.length());
        bytes[size++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
                bytes[size++] = (byte) c;
            } else {
                reserve(6 + text.length() - i);
                i += other(text, i);
            }
        }
        bytes[size++] = '"';
    }

    /** Writes what is not plain; returns how many chars more than one it took. */
    private int other(String text, int at) {
        char c = text.charAt(at);
        if (c < 0x80) {
            escaped(c);
        } else if (c < 0x800) {
            bytes[size++] = (byte) (0xC0 | c >> 6);
            last6(c);
        } else if (!Character.isSurrogate(c)) {
            threeBytes(c);
        } else {
            return surrogate(text, at);
        }
        return 0;
    }

    private void threeBytes(char c) {
        bytes[size++] = (byte) (0xE0 | c >> 12);
        last6(c >> 6);
        last6(c);
    }

    private void last6(int bits) {
        bytes[size++] = (byte) (0x80 | bits & 0x3F);
    }

    /** Writes the pair that begins here, if one does; returns how many chars more it took. */
    private int surrogate(String text, int at) {
        int point = text.codePointAt(at);
        if (!Character.isSupplementaryCodePoint(point)) {
            threeBytes('\uFFFD');
            return 0;
        }
        bytes[size++] = (byte) (0xF0 | point >> 18);
        last6(point >> 12);
        last6(point >> 6);
        last6(point);
        return 1;
    }

    private void escaped(char c) {
        bytes[size++] = '\\';
        switch (c) {
            case '"', '\\' -> bytes[size++] = (byte) c;
            case '\b' -> bytes[size++] = 'b';
            case '\t' -> bytes[size++] = 't';
            case '\n' -> bytes[size++] = 'n';
            case '\f' -> bytes[size++] = 'f';
            case '\r' -> bytes[size++] = 'r';
            default -> append(new byte[] {'u', '0', '0', HEX[c >> 4], HEX[c & 0xF]});
        }
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
