package dev.holdpoint.wasmsplit;

import dev.holdpoint.wasmsplit.binary.Bytes;
import dev.holdpoint.wasmsplit.binary.WasmInput;
import dev.holdpoint.wasmsplit.binary.WasmOutput;

/** The instructions that this program has to tell apart, and what the others do to the stack. */
final class Opcodes {
    static final int UNREACHABLE = 0x00;
    static final int BLOCK = 0x02;
    static final int LOOP = 0x03;
    static final int IF = 0x04;
    static final int ELSE = 0x05;
    static final int END = 0x0B;
    static final int BR = 0x0C;
    static final int BR_IF = 0x0D;
    static final int BR_TABLE = 0x0E;
    static final int RETURN = 0x0F;
    static final int CALL = 0x10;
    static final int CALL_INDIRECT = 0x11;
    static final int LOCAL_GET = 0x20;
    static final int LOCAL_SET = 0x21;
    static final int LOCAL_TEE = 0x22;
    static final int GLOBAL_GET = 0x23;
    static final int GLOBAL_SET = 0x24;
    static final int I32_CONST = 0x41;
    static final int I32_EQ = 0x46;
    static final int I32_LT_U = 0x49;
    static final int I32_SUB = 0x6B;
    static final int BULK = 0xFC;
    static final byte VOID = 0x40;
    static final byte I32 = 0x7F;
    static final byte I64 = 0x7E;
    static final byte F32 = 0x7D;

    private Opcodes() {}

    static Node constant(int value) {
        var code = new WasmOutput().u8(I32_CONST).s32(value).toBytes();
        return new Node.Plain(new Bytes(code), 0, 1, 3);
    }

    static Node binary(int opcode) {
        return new Node.Plain(new Bytes((byte) opcode), 2, 1, weight(opcode));
    }

    static Node drop() {
        return new Node.Plain(new Bytes((byte) 0x1A), 1, 0, 1);
    }

    static Node unreachable() {
        return new Node.Plain(new Bytes((byte) UNREACHABLE), 0, 0, 4);
    }

    static Node global(int opcode, int index) {
        var code = new WasmOutput().u8(opcode).u32(index).toBytes();
        boolean reads = opcode == GLOBAL_GET;
        return new Node.Plain(new Bytes(code), reads ? 0 : 1, reads ? 1 : 0, weight(opcode));
    }

    static Node call(int function, int pops, int pushes) {
        var code = new WasmOutput().u8(CALL).u32(function).toBytes();
        return new Node.Plain(new Bytes(code), pops, pushes, weight(CALL));
    }

    /** Goes over the operands of an instruction whose opcode was just read. */
    static void skipOperands(int opcode, WasmInput in) {
        switch (opcode) {
            case CALL, GLOBAL_GET, GLOBAL_SET, I32_CONST, 0x42, 0x3F, 0x40 -> in.skipLeb();
            case CALL_INDIRECT -> {
                in.skipLeb();
                in.skipLeb();
            }
            case 0x43 -> in.skip(4);
            case 0x44 -> in.skip(8);
            case BULK -> skipBulk(in.u32(), in);
            default -> {
                if (opcode >= 0x28 && opcode <= 0x3E) {
                    in.skipLeb();
                    in.skipLeb();
                } else if (opcode > 0x1B && opcode < 0x45 || opcode > 0xC4) {
                    throw new IllegalArgumentException("instruction " + opcode);
                }
            }
        }
    }

    private static void skipBulk(int which, WasmInput in) {
        switch (which) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> {}
            case 10 -> in.skip(2);
            case 11 -> in.skip(1);
            default -> throw new IllegalArgumentException("instruction 0xFC " + which);
        }
    }

    /** Operands taken; calls, branches and structures excepted. */
    static int pops(int opcode, Bytes code) {
        return switch (opcode) {
            case UNREACHABLE, 0x01, GLOBAL_GET, 0x3F, I32_CONST, 0x42, 0x43, 0x44 -> 0;
            case 0x1A, GLOBAL_SET, 0x40, 0x45, 0x50 -> 1;
            case 0x1B -> 3;
            case BULK -> code.at(1) < 8 ? 1 : 3;
            default -> {
                boolean load = opcode >= 0x28 && opcode <= 0x35;
                yield load || isUnary(opcode) ? 1 : 2;
            }
        };
    }

    static int pushes(int opcode, Bytes code) {
        return switch (opcode) {
            case UNREACHABLE, 0x01, 0x1A, GLOBAL_SET -> 0;
            case BULK -> code.at(1) < 8 ? 1 : 0;
            default -> opcode >= 0x36 && opcode <= 0x3E ? 0 : 1;
        };
    }

    private static boolean isUnary(int opcode) {
        return opcode >= 0x67 && opcode <= 0x69
                || opcode >= 0x79 && opcode <= 0x7B
                || opcode >= 0x8B && opcode <= 0x91
                || opcode >= 0x99 && opcode <= 0x9F
                || opcode >= 0xA7;
    }

    /** About how many bytes of JVM code it becomes. */
    static int weight(int opcode) {
        return switch (opcode) {
            case GLOBAL_GET, GLOBAL_SET -> 9;
            case CALL -> 8;
            case CALL_INDIRECT -> 20;
            case I32_CONST, 0x42, 0x43, 0x44 -> 3;
            case BULK -> 8;
            default -> {
                if (opcode >= 0x28 && opcode <= 0x3E) {
                    yield 9;
                }
                yield opcode >= 0x45 && opcode <= 0x66 ? 6 : 2;
            }
        };
    }
}
