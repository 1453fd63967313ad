package dev.holdpoint.wasmsplit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Globals by which an outlined function hands values back. They are read right after the call that
 * wrote them, so one set serves all functions, and recursion as well.
 */
final class Transit {
    private final ModuleFile module;
    private final Map<Byte, List<Integer>> globals = new HashMap<>();

    Transit(ModuleFile module) {
        this.module = module;
    }

    /** A global for each of the types, no two the same. */
    List<Integer> globals(List<Byte> types) {
        var used = new HashMap<Byte, Integer>();
        var chosen = new ArrayList<Integer>();
        for (byte type : types) {
            int ordinal = used.merge(type, 1, Integer::sum) - 1;
            var known = globals.computeIfAbsent(type, _ -> new ArrayList<>());
            if (ordinal == known.size()) {
                known.add(module.addGlobal(type));
            }
            chosen.add(known.get(ordinal));
        }
        return chosen;
    }
}
