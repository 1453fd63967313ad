package dev.holdpoint.wasmsplit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Instructions with other numbers for their locals. */
record Renumbered(Map<Integer, Integer> numbers) {
    List<Node> sequence(List<Node> nodes) {
        var out = new ArrayList<Node>();
        for (var node : nodes) {
            out.add(
                    switch (node) {
                        case Node.Local(var access, int index) ->
                                new Node.Local(access, Objects.requireNonNull(numbers.get(index)));
                        case Node.Block block ->
                                block.with(sequence(block.body()), sequence(block.orElse()));
                        case Node.Plain _, Node.Jump _, Node.Table _, Node.Return _ -> node;
                    });
        }
        return out;
    }
}
