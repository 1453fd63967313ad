package dev.holdpoint.wasmsplit;

import dev.holdpoint.wasmsplit.binary.WasmInput;
import dev.holdpoint.wasmsplit.binary.WasmOutput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Gives an emscripten module another size of C stack. The stack lies between data and heap, so only
 * its upper end moves, which is the first global's start value and, as where the heap begins, one
 * word of the data.
 */
final class StackSize {
    private static final int GLOBALS = 6;
    private static final int DATA = 11;
    private static final int HEADER = 8;

    private final int oldTop;
    private final int newTop;

    private StackSize(int oldTop, int newTop) {
        this.oldTop = oldTop;
        this.newTop = newTop;
    }

    /** The module with its stack made larger by so many bytes, or smaller. */
    static byte[] change(byte[] module, int more) {
        int top = top(module);
        return new StackSize(top, top + more).change(module);
    }

    static int top(byte[] module) {
        var in = new WasmInput(module);
        in.skip(HEADER);
        while (true) {
            int id = in.u8();
            int size = in.u32();
            if (id == GLOBALS) {
                in.skipLeb();
                return startValue(in);
            }
            in.skip(size);
        }
    }

    private static int startValue(WasmInput in) {
        if (in.u8() != (Opcodes.I32 & 0xFF) || in.u8() != 1 || in.u8() != Opcodes.I32_CONST) {
            throw new IllegalArgumentException("the first global is no stack pointer");
        }
        return in.u32();
    }

    private byte[] change(byte[] module) {
        var in = new WasmInput(module);
        var out = new WasmOutput().bytes(in.take(HEADER));
        while (!in.atEnd()) {
            int id = in.u8();
            var content = in.take(in.u32());
            var changed =
                    switch (id) {
                        case GLOBALS -> globals(new WasmInput(content));
                        case DATA -> data(content);
                        default -> new WasmOutput().bytes(content);
                    };
            out.u8(id).sized(changed);
        }
        return out.toBytes();
    }

    private WasmOutput globals(WasmInput in) {
        var out = new WasmOutput().u32(in.u32());
        startValue(in);
        out.u8(Opcodes.I32).u8(1).u8(Opcodes.I32_CONST).s32(newTop);
        return out.bytes(in.rest());
    }

    private WasmOutput data(byte[] content) {
        var word = word(oldTop);
        int found = -1;
        for (int at = 0; at + word.length <= content.length; at++) {
            if (Arrays.equals(word, 0, word.length, content, at, at + word.length)) {
                if (found >= 0) {
                    throw new IllegalArgumentException("the heap's start is in two places");
                }
                found = at;
            }
        }
        var changed = ByteBuffer.wrap(content.clone());
        changed.put(found, word(newTop));
        return new WasmOutput().bytes(changed.array());
    }

    private static byte[] word(int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    }
}
