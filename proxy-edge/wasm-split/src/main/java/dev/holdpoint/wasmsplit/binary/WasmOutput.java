package dev.holdpoint.wasmsplit.binary;

import java.io.ByteArrayOutputStream;

/** Writes WebAssembly's binary form. */
public final class WasmOutput {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public WasmOutput u8(int value) {
        out.write(value);
        return this;
    }

    public WasmOutput u32(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            out.write(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        return this;
    }

    public WasmOutput s32(int value) {
        int rest = value;
        while (rest > 63 || rest < -64) {
            out.write(rest & 0x7F | 0x80);
            rest >>= 7;
        }
        out.write(rest & 0x7F);
        return this;
    }

    public WasmOutput bytes(byte[] value) {
        out.writeBytes(value);
        return this;
    }

    public WasmOutput bytes(Bytes value) {
        value.to(out);
        return this;
    }

    /** The bytes of another, with their count before them. */
    public WasmOutput sized(WasmOutput inner) {
        return u32(inner.out.size()).bytes(inner.toBytes());
    }

    public int size() {
        return out.size();
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }
}
