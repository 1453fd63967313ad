package dev.holdpoint.wasmsplit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Functions from the index of a large jump table to a number. */
final class Lookups {
    private static final int CHUNK = 400;
    private static final FunctionType TYPE =
            new FunctionType(List.of(Opcodes.I32), List.of(Opcodes.I32));

    private final Function function;
    private final ModuleFile module;
    private int index = -1;

    Lookups(Function function, ModuleFile module) {
        this.function = function;
        this.module = module;
    }

    /** A local for the index of a table. */
    int index() {
        if (index < 0) {
            index = function.local(Opcodes.I32);
        }
        return index;
    }

    /** Appends instructions that turn the index on the stack into its number in a local. */
    void choose(List<Integer> numbers, int otherwise, int chosen, List<Node> out) {
        int last = (numbers.size() - 1) / CHUNK * CHUNK;
        var choice = call(numbers, last, otherwise, chosen);
        for (int from = last - CHUNK; from >= 0; from -= CHUNK) {
            var condition = new ArrayList<Node>();
            condition.add(Node.get(index()));
            condition.add(Opcodes.constant(from + CHUNK));
            condition.add(Opcodes.binary(Opcodes.I32_LT_U));
            condition.add(
                    new Node.Block(
                            Node.Kind.IF,
                            new Label(),
                            Opcodes.VOID,
                            call(numbers, from, otherwise, chosen),
                            choice));
            choice = condition;
        }
        out.add(Node.set(index()));
        out.addAll(choice);
    }

    private List<Node> call(List<Integer> numbers, int from, int otherwise, int chosen) {
        var part = numbers.subList(from, Math.min(from + CHUNK, numbers.size()));
        int lookup = module.add(TYPE, BodyWriter.write(lookup(part, from, otherwise)));
        return List.of(Node.get(index()), Opcodes.call(lookup, 1, 1), Node.set(chosen));
    }

    private static Function lookup(List<Integer> numbers, int from, int otherwise) {
        var landings = new LinkedHashMap<Integer, Label>();
        landings.put(otherwise, new Label());
        numbers.forEach(number -> landings.computeIfAbsent(number, _ -> new Label()));
        var targets = new ArrayList<Label>();
        for (int number : numbers) {
            targets.add(landings.computeIfAbsent(number, _ -> new Label()));
        }
        List<Node> nodes =
                List.of(
                        Node.get(0),
                        Opcodes.constant(from),
                        Opcodes.binary(Opcodes.I32_SUB),
                        new Node.Table(
                                targets, landings.computeIfAbsent(otherwise, _ -> new Label())));
        for (var landing : landings.entrySet()) {
            nodes =
                    List.of(
                            Node.Block.of(landing.getValue(), nodes),
                            Opcodes.constant(landing.getKey()),
                            new Node.Return());
        }
        return new Function(TYPE, List.of(Opcodes.I32), Node.Block.of(new Label(), nodes));
    }
}
