package dev.holdpoint.wasmsplit;

import java.io.ByteArrayOutputStream;

/** Writes WebAssembly's binary form. */
final class WasmOutput {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    WasmOutput u8(int value) {
        out.write(value);
        return this;
    }

    WasmOutput u32(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            out.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        return this;
    }

    WasmOutput s32(int value) {
        int rest = value;
        while (rest > 63 || rest < -64) {
            out.write(rest & 0x7F | 0x80);
            rest >>= 7;
        }
        out.write(rest & 0x7F);
        return this;
    }

    WasmOutput bytes(byte[] value) {
        out.writeBytes(value);
        return this;
    }

    WasmOutput bytes(Bytes value) {
        value.to(out);
        return this;
    }

    /** The bytes of another, with their count before them. */
    WasmOutput sized(WasmOutput inner) {
        return u32(inner.out.size()).bytes(inner.toBytes());
    }

    int size() {
        return out.size();
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
