package dev.holdpoint.sql.parser;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import dev.holdpoint.sql.libpgquery.PgQuery;
import java.nio.charset.StandardCharsets;

/** One instance of PostgreSQL 18's parser; for one thread. */
final class PgParser {
    private static final int PAGES = 512;
    private static final int KEPT_PAGES = 1024;
    private static final int MAX_PAGES = 4096;

    private final Memory memory;
    private final ExportFunction malloc;
    private final ExportFunction free;
    private final ExportFunction parse;
    private final ExportFunction freeParse;
    private final ExportFunction fingerprint;
    private final ExportFunction freeString;

    PgParser() {
        var module = PgQuery.load();
        var instance =
                Instance.builder(module)
                        .withImportValues(WasmImports.of(module))
                        .withStart(false)
                        .withMachineFactory(PgQuery::create)
                        .withMemoryLimits(new MemoryLimits(PAGES, MAX_PAGES))
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
        int end = at;
        while (memory.read(end) != 0) {
            end++;
        }
        return new String(memory.readBytes(at, end - at), StandardCharsets.UTF_8);
    }
}
