package dev.holdpoint.sql.parser;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import dev.holdpoint.sql.libpgquery.PgQuery;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** One instance of PostgreSQL 18's parser; for one thread. */
final class PgParser {
    private static final int HEAP_PAGES = 48;
    private static final int KEPT_PAGES = 512;
    private static final int CHUNK = 4096;

    private final Memory memory;
    private final ExportFunction malloc;
    private final ExportFunction free;
    private final ExportFunction parse;
    private final ExportFunction freeParse;
    private final ExportFunction fingerprint;
    private final ExportFunction freeString;

    PgParser() {
        this(PgQuery.load(), PgQuery::create);
    }

    PgParser(WasmModule module, Function<Instance, Machine> machine) {
        var instance =
                Instance.builder(module)
                        .withImportValues(WasmImports.of(module))
                        .withStart(false)
                        .withMachineFactory(machine)
                        .withMemoryFactory(ByteArrayMemory::new)
                        .withMemoryLimits(new MemoryLimits(pages(module), WasmImports.MAX_PAGES))
                        .build();
        memory = instance.memory();
        instance.export("A").apply();
        malloc = instance.export("C");
        free = instance.export("E");
        parse = instance.export("F");
        freeParse = instance.export("G");
        fingerprint = instance.export("I");
        freeString = instance.export("N");
    }

    /** Pages enough for the data, the stack and a little heap. */
    private static int pages(WasmModule module) {
        long stackTop =
                module.globalSection().getGlobal(0).initInstructions().getFirst().operand(0);
        return (int) (stackTop >>> 16) + HEAP_PAGES;
    }

    /** The raw parse tree as JSON. */
    String parse(String text) {
        int query = put(text);
        int result = (int) parse.apply(query)[0];
        try {
            int error = memory.readInt(result + 8);
            if (error != 0) {
                throw new SyntaxFault(string(memory.readInt(error)), memory.readInt(error + 16));
            }
            return string(memory.readInt(result));
        } finally {
            free.apply(query);
            freeParse.apply(result);
        }
    }

    String fingerprint(String text) {
        int query = put(text);
        int result = (int) fingerprint.apply(query)[0];
        String value = string(result);
        freeString.apply(result);
        free.apply(query);
        return value;
    }

    /** Whether a large text has left it with more memory than is worth keeping. */
    boolean isOvergrown() {
        return memory.pages() > KEPT_PAGES;
    }

    private int put(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int at = (int) malloc.apply(bytes.length + 1)[0];
        if (at == 0) {
            throw new ParserBroken("the parser is out of memory");
        }
        memory.write(at, bytes);
        memory.writeByte(at + bytes.length, (byte) 0);
        return at;
    }

    private String string(int at) {
        int limit = memory.pages() << 16;
        for (int size = CHUNK; ; size *= 4) {
            byte[] bytes = memory.readBytes(at, Math.min(size, limit - at));
            for (int end = 0; end < bytes.length; end++) {
                if (bytes[end] == 0) {
                    return new String(bytes, 0, end, StandardCharsets.UTF_8);
                }
            }
            if (bytes.length < size) {
                throw new ParserBroken("the parser gave a text without end");
            }
        }
    }
}
