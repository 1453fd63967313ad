package dev.holdpoint.wasmsplit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Makes every block one without result, by locals, every return a branch, and leaves out what
 * control never comes to.
 */
final class Normal {
    private final Function function;
    private final Map<Label, Integer> results = new HashMap<>();
    private int condition = -1;

    private Normal(Function function) {
        this.function = function;
    }

    static void make(Function function) {
        var normal = new Normal(function);
        var body = new ArrayList<Node>();
        normal.block(function.body(), body);
        function.body(Node.Block.of(new Label(), body));
    }

    private void block(Node.Block block, List<Node> out) {
        if (block.result() == Opcodes.VOID) {
            out.add(block.with(sequence(block.body()), sequence(block.orElse())));
            return;
        }
        int result = function.local(block.result());
        if (block.kind() != Node.Kind.LOOP) {
            results.put(block.label(), result);
        }
        var body = kept(block.body(), result);
        var orElse = block.orElse().isEmpty() ? List.<Node>of() : kept(block.orElse(), result);
        out.add(new Node.Block(block.kind(), block.label(), Opcodes.VOID, body, orElse));
        out.add(Node.get(result));
    }

    /** A sequence that leaves its value in a local. */
    private List<Node> kept(List<Node> nodes, int result) {
        var changed = sequence(nodes);
        if (changed.isEmpty() || !changed.getLast().ends()) {
            changed.add(Node.set(result));
        }
        return changed;
    }

    private List<Node> sequence(List<Node> nodes) {
        var out = new ArrayList<Node>();
        for (var node : nodes) {
            switch (node) {
                case Node.Block block -> block(block, out);
                case Node.Jump jump -> jump(jump, out);
                case Node.Table table -> table(table, out);
                case Node.Return() -> jump(new Node.Jump(false, function.body().label()), out);
                case Node.Plain _, Node.Local _ -> out.add(node);
            }
            if (node.ends()) {
                break;
            }
        }
        return out;
    }

    private void jump(Node.Jump jump, List<Node> out) {
        var result = results.get(jump.target());
        if (result != null && jump.conditional()) {
            out.add(Node.set(condition()));
            out.add(new Node.Local(Node.Access.TEE, result));
            out.add(Node.get(condition()));
        } else if (result != null) {
            out.add(Node.set(result));
        }
        out.add(jump);
    }

    private void table(Node.Table table, List<Node> out) {
        var valued = new LinkedHashSet<Integer>();
        table.targets().stream().map(results::get).forEach(valued::add);
        valued.add(results.get(table.otherwise()));
        if (!valued.contains(null)) {
            out.add(Node.set(condition()));
            for (int result : valued) {
                out.add(new Node.Local(Node.Access.TEE, result));
            }
            out.add(Opcodes.drop());
            out.add(Node.get(condition()));
        }
        out.add(table);
    }

    private int condition() {
        if (condition < 0) {
            condition = function.local(Opcodes.I32);
        }
        return condition;
    }
}
