package dev.holdpoint.wasmsplit;

import dev.holdpoint.wasmsplit.binary.WasmInput;
import dev.holdpoint.wasmsplit.binary.WasmOutput;
import java.util.ArrayList;
import java.util.List;

/** Value types of a function's parameters and results. */
record FunctionType(List<Byte> parameters, List<Byte> results) {
    FunctionType {
        parameters = List.copyOf(parameters);
        results = List.copyOf(results);
    }

    static FunctionType read(WasmInput in) {
        if (in.u8() != 0x60) {
            throw new IllegalArgumentException("not a function type");
        }
        return new FunctionType(types(in), types(in));
    }

    private static List<Byte> types(WasmInput in) {
        int count = in.u32();
        var types = new ArrayList<Byte>();
        for (int i = 0; i < count; i++) {
            types.add((byte) in.u8());
        }
        return types;
    }

    void write(WasmOutput out) {
        out.u8(0x60).u32(parameters.size());
        parameters.forEach(out::u8);
        out.u32(results.size());
        results.forEach(out::u8);
    }
}
