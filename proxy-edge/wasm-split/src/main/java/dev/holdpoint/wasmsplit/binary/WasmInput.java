package dev.holdpoint.wasmsplit.binary;

import java.util.Arrays;

/** Reads WebAssembly's binary form. */
public final class WasmInput {
    private final byte[] bytes;
    private int at;

    public WasmInput(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public boolean atEnd() {
        return at == bytes.length;
    }

    public int position() {
        return at;
    }

    public void skip(int count) {
        at += count;
    }

    public int u8() {
        return bytes[at++] & 0xFF;
    }

    public int u32() {
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

    public void skipLeb() {
        while ((u8() & 0x80) != 0) {
            continue;
        }
    }

    public byte[] take(int count) {
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    public byte[] rest() {
        return take(bytes.length - at);
    }

    public Bytes since(int start) {
        return new Bytes(Arrays.copyOfRange(bytes, start, at));
    }
}
