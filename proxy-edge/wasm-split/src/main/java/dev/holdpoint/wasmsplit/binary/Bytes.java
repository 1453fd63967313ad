package dev.holdpoint.wasmsplit.binary;

import java.io.ByteArrayOutputStream;

/** Bytes that do not change. */
public final class Bytes {
    private final byte[] value;

    public Bytes(byte... value) {
        this.value = value.clone();
    }

    public int at(int index) {
        return value[index] & 0xFF;
    }

    public int length() {
        return value.length;
    }

    public byte[] toArray() {
        return value.clone();
    }

    public void to(ByteArrayOutputStream out) {
        out.writeBytes(value);
    }
}
