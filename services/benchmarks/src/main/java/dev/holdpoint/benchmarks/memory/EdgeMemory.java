package dev.holdpoint.benchmarks.memory;

import dev.holdpoint.benchmarks.BenchFailure;
import dev.holdpoint.benchmarks.lab.Installation;
import dev.holdpoint.benchmarks.lab.ProcessFacts;
import dev.holdpoint.benchmarks.lab.Programs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an edge holds, in KiB.
 *
 * @param heap live objects, after a full collection
 * @param direct memory outside the heap that Java code allocated: network buffers above all
 * @param resident all of the process, garbage and code included
 */
record EdgeMemory(long heap, long direct, long resident) {
    private static final Pattern HEAP =
            Pattern.compile("(?m)^(?:DefNew|Tenured) .*\\bused (\\d+)K");
    private static final Pattern OTHER =
            Pattern.compile("Other \\(reserved=\\d+KB, committed=(\\d+)KB\\)");

    /** Needs -XX:NativeMemoryTracking=summary, and the serial collector for the heap's figures. */
    static EdgeMemory of(Installation installation) {
        long pid = installation.pid("proxy-edge");
        jcmd(pid, "GC.run");
        jcmd(pid, "GC.run");
        var heap = HEAP.matcher(jcmd(pid, "GC.heap_info"));
        long used = 0;
        while (heap.find()) {
            used += Long.parseLong(heap.group(1));
        }
        if (used == 0) {
            throw new BenchFailure("the heap's figures cannot be read");
        }
        var other = OTHER.matcher(jcmd(pid, "VM.native_memory"));
        long direct = other.find() ? Long.parseLong(other.group(1)) : 0;
        return new EdgeMemory(used, direct, ProcessFacts.residentKib(pid));
    }

    EdgeMemory minus(EdgeMemory before) {
        return new EdgeMemory(
                heap - before.heap, direct - before.direct, resident - before.resident);
    }

    private static String jcmd(long pid, String... command) {
        var program = Programs.java().resolveSibling("jcmd").toString();
        var line = new ArrayList<>(List.of(program, Long.toString(pid)));
        line.addAll(List.of(command));
        return Programs.output(Map.of(), line);
    }
}
