package dev.holdpoint.wasmsplit;

import java.util.Arrays;

/** Reads WebAssembly's binary form. */
final class WasmInput {
    private final byte[] bytes;
    private int at;

    WasmInput(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    boolean atEnd() {
        return at == bytes.length;
    }

    int position() {
        return at;
    }

    void skip(int count) {
        at += count;
    }

    int u8() {
        return bytes[at++] & 0xFF;
    }

    int u32() {
        int value = 0;
        int shift = 0;
        int next;
        do {
            next = u8();
            value |= (next & 0x7F) << shift;
            shift += 7;
        } while ((next & 0x80) != 0);
        return value;
    }

    void skipLeb() {
        while ((u8() & 0x80) != 0) {
            continue;
        }
    }

    byte[] take(int count) {
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    byte[] rest() {
        return take(bytes.length - at);
    }

    Bytes since(int start) {
        return new Bytes(Arrays.copyOfRange(bytes, start, at));
    }
}
