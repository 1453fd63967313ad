package dev.holdpoint.wasmsplit;

import java.io.ByteArrayOutputStream;

/** Bytes that do not change. */
final class Bytes {
    private final byte[] value;

    Bytes(byte... value) {
        this.value = value.clone();
    }

    int at(int index) {
        return value[index] & 0xFF;
    }

    int length() {
        return value.length;
    }

    byte[] toArray() {
        return value.clone();
    }

    void to(ByteArrayOutputStream out) {
        out.writeBytes(value);
    }
}
