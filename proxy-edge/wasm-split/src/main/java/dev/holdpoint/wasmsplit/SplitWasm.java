package dev.holdpoint.wasmsplit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a module, cuts its large functions into smaller ones, writes it. */
public final class SplitWasm {
    private static final long STACK = 512L << 20;

    private SplitWasm() {}

    /**
     * Arguments: module to read, module to write, most bytes of JVM code in a function, about, the
     * size of its stack and what size it shall have.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int limit = Integer.parseInt(arguments[2]);
        int oldStack = Integer.parseInt(arguments[3]);
        int newStack = Integer.parseInt(arguments[4]);
        var module = Files.readAllBytes(Path.of(arguments[0]));
        int end = StackSize.top(module) - oldStack;
        var changed = StackSize.change(module, newStack - oldStack);
        var split = new byte[1][];
        var thread =
                new Thread(
                        null,
                        () -> split[0] = split(checked(changed, end), limit),
                        "wasm-split",
                        STACK);
        thread.start();
        thread.join();
        Files.write(Path.of(arguments[1]), split[0]);
    }

    /** The module with every move of its stack's pointer checked. */
    static byte[] checked(byte[] bytes, int end) {
        var module = new ModuleFile(bytes);
        for (int index : module.defined()) {
            var function = BodyReader.read(module, index);
            if (StackChecks.add(function, end)) {
                module.replace(index, BodyWriter.write(function));
            }
        }
        return module.toBytes();
    }

    /** The module with every function over {@code limit} bytes of JVM code, about, cut. */
    static byte[] split(byte[] bytes, int limit) {
        var module = new ModuleFile(bytes);
        var transit = new Transit(module);
        for (int index : module.defined()) {
            var function = BodyReader.read(module, index);
            if (new Weights().of(function.body()) > limit) {
                Normal.make(function);
                new Switches(function, module, limit).takeApart();
                Cutter.cut(function, module, transit, limit);
                module.replace(index, BodyWriter.write(function));
            }
        }
        return module.toBytes();
    }
}
