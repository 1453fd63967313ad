package dev.holdpoint.wasmsplit;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns branches to some labels into a number in a local and a branch to one other label. */
final class Retarget {
    private static final int LARGE = 64;

    private final Map<Label, Integer> numbers = new IdentityHashMap<>();
    private final Lookups lookups;
    private final int chosen;
    private final Label exit;

    Retarget(Lookups lookups, int chosen, Label exit) {
        this.lookups = lookups;
        this.chosen = chosen;
        this.exit = exit;
    }

    void map(Label label, int number) {
        numbers.put(label, number);
    }

    void choose(int number, List<Node> out) {
        out.add(Opcodes.constant(number));
        out.add(Node.set(chosen));
        out.add(Node.jump(exit));
    }

    List<Node> sequence(List<Node> nodes) {
        var out = new ArrayList<Node>();
        for (var node : nodes) {
            switch (node) {
                case Node.Block block ->
                        out.add(block.with(sequence(block.body()), sequence(block.orElse())));
                case Node.Jump jump -> jump(jump, out);
                case Node.Table table -> table(table, out);
                case Node.Plain _, Node.Local _, Node.Return _ -> out.add(node);
            }
        }
        return out;
    }

    private void jump(Node.Jump jump, List<Node> out) {
        var number = numbers.get(jump.target());
        if (number == null) {
            out.add(jump);
        } else if (jump.conditional()) {
            var taken = new ArrayList<Node>();
            choose(number, taken);
            out.add(Node.Block.when(taken));
        } else {
            choose(number, out);
        }
    }

    private void table(Node.Table table, List<Node> out) {
        var all = new ArrayList<>(table.targets());
        all.add(table.otherwise());
        if (all.stream().noneMatch(numbers::containsKey)) {
            out.add(table);
        } else if (all.size() > LARGE) {
            large(table, all, out);
        } else {
            small(table, all, out);
        }
    }

    /** A landing for each label that has a number. */
    private void small(Node.Table table, List<Label> all, List<Node> out) {
        var landings = new LinkedHashMap<Label, Label>();
        all.stream()
                .filter(numbers::containsKey)
                .forEach(label -> landings.computeIfAbsent(label, _ -> new Label()));
        int index = lookups.index();
        out.add(Node.set(index));
        var targets = table.targets().stream().map(l -> landings.getOrDefault(l, l)).toList();
        var otherwise = landings.getOrDefault(table.otherwise(), table.otherwise());
        List<Node> nodes = List.of(Node.get(index), new Node.Table(targets, otherwise));
        for (var landing : landings.entrySet()) {
            var outer = new ArrayList<Node>();
            outer.add(Node.Block.of(landing.getValue(), nodes));
            choose(numbers.getOrDefault(landing.getKey(), 0), outer);
            nodes = outer;
        }
        out.addAll(nodes);
    }

    /** Functions tell the number; labels that have none get one here. */
    private void large(Node.Table table, List<Label> all, List<Node> out) {
        int next = numbers.values().stream().mapToInt(Integer::intValue).max().orElse(0) + 2;
        var further = new LinkedHashMap<Label, Integer>();
        for (var label : all) {
            if (!numbers.containsKey(label) && further.putIfAbsent(label, next) == null) {
                next++;
            }
        }
        lookups.choose(
                table.targets().stream().map(label -> number(label, further)).toList(),
                number(table.otherwise(), further),
                chosen,
                out);
        further.forEach(
                (label, number) -> {
                    out.add(Node.get(chosen));
                    out.add(Opcodes.constant(number));
                    out.add(Opcodes.binary(Opcodes.I32_EQ));
                    out.add(Node.jumpIf(label));
                });
        out.add(Node.jump(exit));
    }

    private int number(Label label, Map<Label, Integer> further) {
        var number = numbers.get(label);
        return number == null ? further.getOrDefault(label, 0) : number;
    }
}
