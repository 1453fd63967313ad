package dev.holdpoint.wasmsplit;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes large switches apart. Compiled C has them as blocks in blocks, the jump table innermost and
 * each case after the end of a block. They become a number in a local and a sequence of groups of
 * cases, each entered if the number is one of its cases.
 */
final class Switches {
    private static final int FEWEST_CASES = 8;

    private final Function function;
    private final Weights weights = new Weights();
    private final Lookups lookups;
    private final int limit;

    Switches(Function function, ModuleFile module, int limit) {
        this.function = function;
        this.lookups = new Lookups(function, module);
        this.limit = limit;
    }

    void takeApart() {
        var body = function.body();
        function.body(body.with(sequence(body.body()), List.of()));
    }

    private List<Node> sequence(List<Node> nodes) {
        var out = new ArrayList<Node>();
        for (var node : nodes) {
            out.add(node instanceof Node.Block block ? block(block) : node);
        }
        return out;
    }

    private Node block(Node.Block block) {
        var levels = levels(block);
        if (levels.size() > FEWEST_CASES && weights.of(block) > limit) {
            return takeApart(levels);
        }
        return block.with(sequence(block.body()), sequence(block.orElse()));
    }

    /** Blocks that start with each other, the outermost first. */
    private static List<Node.Block> levels(Node.Block outermost) {
        var levels = new ArrayList<Node.Block>();
        Node next = outermost;
        while (next instanceof Node.Block block && block.kind() == Node.Kind.BLOCK) {
            levels.add(block);
            next = block.body().isEmpty() ? Opcodes.unreachable() : block.body().getFirst();
        }
        return levels;
    }

    private Node takeApart(List<Node.Block> levels) {
        int chosen = function.local(Opcodes.I32);
        var inwards = levels.reversed();
        int cases = inwards.size() - 1;
        var body = new ArrayList<Node>();
        var dispatched = new Label();
        var dispatch = new Retarget(lookups, chosen, dispatched);
        for (int i = 0; i < cases; i++) {
            dispatch.map(inwards.get(i).label(), i);
        }
        var inner = dispatch.sequence(sequence(inwards.getFirst().body()));
        if (inner.isEmpty() || !inner.getLast().ends()) {
            dispatch.choose(0, inner);
        }
        body.add(Node.Block.of(dispatched, inner));
        for (int from = 0; from < cases; ) {
            int to = groupEnd(inwards, from, cases);
            body.add(Node.get(chosen));
            body.add(Opcodes.constant(to));
            body.add(Opcodes.binary(Opcodes.I32_LT_U));
            body.add(Node.Block.when(List.of(group(inwards, from, to, chosen))));
            from = to;
        }
        return levels.getFirst().with(body, List.of());
    }

    private int groupEnd(List<Node.Block> inwards, int from, int cases) {
        int weight = 0;
        int to = from;
        do {
            weight += 4 + weights.of(inwards.get(to + 1).body()) - weights.of(inwards.get(to));
            to++;
        } while (to < cases
                && weight + weights.of(inwards.get(to + 1).body()) - weights.of(inwards.get(to))
                        < limit);
        return to;
    }

    /** The cases of a range; leaves the number of the next case, if that is in another. */
    private Node group(List<Node.Block> inwards, int from, int to, int chosen) {
        var left = new Label();
        var leaving = new Retarget(lookups, chosen, left);
        for (int i = to; i < inwards.size() - 1; i++) {
            leaving.map(inwards.get(i).label(), i);
        }
        var labels = inwards.subList(from, to).stream().map(Node.Block::label).toList();
        List<Node> nodes =
                List.of(
                        Node.get(chosen),
                        Opcodes.constant(from),
                        Opcodes.binary(Opcodes.I32_SUB),
                        new Node.Table(labels, labels.getLast()));
        for (int i = from; i < to; i++) {
            var outer = new ArrayList<Node>();
            outer.add(Node.Block.of(inwards.get(i).label(), nodes));
            var code = inwards.get(i + 1).body();
            outer.addAll(leaving.sequence(sequence(code.subList(1, code.size()))));
            nodes = outer;
        }
        var body = new ArrayList<>(nodes);
        if (!body.getLast().ends()) {
            body.add(Opcodes.constant(to));
            body.add(Node.set(chosen));
        }
        return Node.Block.of(left, body);
    }
}
