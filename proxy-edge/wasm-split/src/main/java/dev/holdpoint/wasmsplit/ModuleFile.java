package dev.holdpoint.wasmsplit;

import dev.holdpoint.wasmsplit.binary.Bytes;
import dev.holdpoint.wasmsplit.binary.WasmInput;
import dev.holdpoint.wasmsplit.binary.WasmOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A module's sections; those that the split adds to are taken apart. */
final class ModuleFile {
    private static final int CUSTOM = 0;
    private static final int TYPES = 1;
    private static final int IMPORTS = 2;
    private static final int FUNCTIONS = 3;
    private static final int GLOBALS = 6;
    private static final int CODE = 10;
    private static final byte[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};

    private final List<Section> sections = new ArrayList<>();
    private final List<FunctionType> types = new ArrayList<>();
    private final List<Integer> functions = new ArrayList<>();
    private final List<byte[]> bodies = new ArrayList<>();
    private final List<Byte> addedGlobals = new ArrayList<>();
    private byte[] oldGlobals = new byte[0];
    private int globalCount;
    private int importedFunctions;

    private record Section(int id, Bytes content) {}

    ModuleFile(byte[] module) {
        if (!Arrays.equals(HEADER, 0, 8, module, 0, 8)) {
            throw new IllegalArgumentException("not a WebAssembly module, version 1");
        }
        var in = new WasmInput(module);
        in.skip(HEADER.length);
        while (!in.atEnd()) {
            var section = new Section(in.u8(), new Bytes(in.take(in.u32())));
            if (section.id() != CUSTOM) {
                sections.add(section);
                read(section.id(), new WasmInput(section.content().toArray()));
            }
        }
    }

    private void read(int id, WasmInput in) {
        switch (id) {
            case TYPES -> times(in.u32(), () -> types.add(FunctionType.read(in)));
            case IMPORTS -> times(in.u32(), () -> readImport(in));
            case FUNCTIONS -> times(in.u32(), () -> functions.add(in.u32()));
            case CODE -> times(in.u32(), () -> bodies.add(in.take(in.u32())));
            case GLOBALS -> {
                globalCount = in.u32();
                oldGlobals = in.rest();
            }
            default -> {}
        }
    }

    private void readImport(WasmInput in) {
        in.skip(in.u32());
        in.skip(in.u32());
        if (in.u8() != 0) {
            throw new IllegalArgumentException("an import that is not a function");
        }
        functions.add(importedFunctions++, in.u32());
    }

    private static void times(int count, Runnable action) {
        for (int i = 0; i < count; i++) {
            action.run();
        }
    }

    /** Indices of the functions that have a body, in order. */
    List<Integer> defined() {
        var indices = new ArrayList<Integer>();
        for (int i = importedFunctions; i < functions.size(); i++) {
            indices.add(i);
        }
        return indices;
    }

    FunctionType typeOf(int function) {
        return types.get(functions.get(function));
    }

    FunctionType type(int index) {
        return types.get(index);
    }

    byte[] body(int function) {
        return bodies.get(function - importedFunctions);
    }

    void replace(int function, byte[] body) {
        bodies.set(function - importedFunctions, body);
    }

    /** Adds a function and returns its index. */
    int add(FunctionType type, byte[] body) {
        if (!types.contains(type)) {
            types.add(type);
        }
        functions.add(types.indexOf(type));
        bodies.add(body);
        return functions.size() - 1;
    }

    /** Adds a mutable global that starts as zero and returns its index. */
    int addGlobal(byte valueType) {
        addedGlobals.add(valueType);
        return globalCount + addedGlobals.size() - 1;
    }

    byte[] toBytes() {
        var out = new WasmOutput().bytes(HEADER);
        for (var section : sections) {
            var content = new WasmOutput();
            write(section, content);
            out.u8(section.id()).sized(content);
        }
        return out.toBytes();
    }

    private void write(Section section, WasmOutput out) {
        switch (section.id()) {
            case TYPES -> {
                out.u32(types.size());
                types.forEach(type -> type.write(out));
            }
            case FUNCTIONS -> {
                out.u32(bodies.size());
                functions.stream().skip(importedFunctions).forEach(out::u32);
            }
            case GLOBALS -> {
                out.u32(globalCount + addedGlobals.size()).bytes(oldGlobals);
                addedGlobals.forEach(type -> writeGlobal(type, out));
            }
            case CODE -> {
                out.u32(bodies.size());
                bodies.forEach(body -> out.u32(body.length).bytes(body));
            }
            default -> out.bytes(section.content());
        }
    }

    private static void writeGlobal(byte type, WasmOutput out) {
        out.u8(type).u8(1);
        switch (type) {
            case Opcodes.I32 -> out.u8(Opcodes.I32_CONST).u8(0);
            case Opcodes.I64 -> out.u8(0x42).u8(0);
            case Opcodes.F32 -> out.u8(0x43).bytes(new byte[4]);
            default -> out.u8(0x44).bytes(new byte[8]);
        }
        out.u8(Opcodes.END);
    }
}
