package dev.holdpoint.wasmsplit;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Estimates of how many bytes of JVM code instructions become. */
final class Weights {
    private final Map<Node.Block, Integer> known = new IdentityHashMap<>();

    int of(List<Node> nodes) {
        int weight = 0;
        for (var node : nodes) {
            weight += of(node);
        }
        return weight;
    }

    int of(Node node) {
        return switch (node) {
            case Node.Plain plain -> plain.weight();
            case Node.Local _ -> 2;
            case Node.Jump _, Node.Return _ -> 3;
            case Node.Table(var targets, _) -> 16 + 4 * targets.size();
            case Node.Block block -> of(block);
        };
    }

    private int of(Node.Block block) {
        var before = known.get(block);
        if (before != null) {
            return before;
        }
        int weight = 3 + of(block.body()) + of(block.orElse());
        known.put(block, weight);
        return weight;
    }
}
