package dev.holdpoint.sql.parser;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import java.util.Arrays;
import java.util.Map;

/** What the emscripten build of libpg_query 18.1.5 asks of its host; names hold for that build. */
final class WasmImports {
    private static final long[] NOTHING = new long[0];
    private static final long[] ZERO = {0};
    private static final long[] BAD_DESCRIPTOR = {8};

    /** 64 MiB. */
    static final int MAX_PAGES = 1024;

    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("w", "keepalive"),
                    Map.entry("p", "longjmp"),
                    Map.entry("o", "timer"),
                    Map.entry("q", "grow"),
                    Map.entry("u", "file"),
                    Map.entry("r", "file"),
                    Map.entry("s", "file"),
                    Map.entry("t", "write"),
                    Map.entry("c", "abort"),
                    Map.entry("x", "abort"),
                    Map.entry("m", "abort"),
                    Map.entry("v", "abort"));

    private WasmImports() {}

    static ImportValues of(WasmModule module) {
        var imports = ImportValues.builder();
        module.importSection().stream()
                .filter(FunctionImport.class::isInstance)
                .map(FunctionImport.class::cast)
                .forEach(
                        wanted -> {
                            var type = module.typeSection().getType(wanted.typeIndex());
                            imports.addFunction(
                                    new HostFunction(
                                            wanted.module(),
                                            wanted.name(),
                                            type,
                                            host(wanted.name(), type)));
                        });
        return imports.build();
    }

    private static WasmFunctionHandle host(String name, FunctionType type) {
        return switch (NAMES.getOrDefault(name, "invoke")) {
            case "longjmp" ->
                    (instance, args) -> {
                        throw new LongJump();
                    };
            case "grow" -> WasmImports::grow;
            case "write" -> WasmImports::swallow;
            case "file" -> (instance, args) -> BAD_DESCRIPTOR;
            case "timer" -> (instance, args) -> ZERO;
            case "keepalive" -> (instance, args) -> NOTHING;
            case "invoke" -> invoke(type.returns().isEmpty() ? NOTHING : ZERO);
            default ->
                    (instance, args) -> {
                        throw new ParserBroken("the parser aborted");
                    };
        };
    }

    /** Calls through the table; a long jump back to here restores the stack, as setjmp would. */
    private static WasmFunctionHandle invoke(long[] afterJump) {
        return (instance, args) -> {
            long stack = instance.export("R").apply()[0];
            try {
                int function = instance.table(0).ref((int) args[0]);
                return instance.getMachine()
                        .call(function, Arrays.copyOfRange(args, 1, args.length));
            } catch (LongJump e) {
                instance.export("Q").apply(stack);
                instance.export("P").apply(1, 0);
                return afterJump;
            }
        };
    }

    /** By a quarter at least, since growing copies the memory. */
    private static long[] grow(Instance instance, long... args) {
        int pages = instance.memory().pages();
        int wanted = (int) ((Integer.toUnsignedLong((int) args[0]) + 0xFFFF) >>> 16);
        if (wanted > MAX_PAGES) {
            return ZERO;
        }
        int enough = Math.min(Math.max(wanted, pages + pages / 4), MAX_PAGES);
        return new long[] {instance.memory().grow(enough - pages) >= 0 ? 1 : 0};
    }

    private static long[] swallow(Instance instance, long... args) {
        int written = 0;
        for (int i = 0; i < (int) args[2]; i++) {
            written += instance.memory().readInt((int) args[1] + 8 * i + 4);
        }
        instance.memory().writeI32((int) args[3], written);
        return ZERO;
    }

    private static final class LongJump extends RuntimeException {
        LongJump() {
            super("longjmp", null, false, false);
        }
    }
}
