package dev.holdpoint.wasmsplit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a function of a run of statements. Its parameters are the locals that the run needs, it
 * leaves those it changed in globals, and its result says where to go on: 0 after the run, k at the
 * k-th label that the run branches to.
 */
final class Outline {
    private static final int MAX_PARAMETERS = 100;

    private final Function from;
    private final ModuleFile module;
    private final Transit transit;
    private final Liveness liveness;

    Outline(Function from, ModuleFile module, Transit transit, Liveness liveness) {
        this.from = from;
        this.module = module;
        this.transit = transit;
        this.liveness = liveness;
    }

    /** What stands for the run instead, or the run itself if it needs too many locals. */
    List<Node> of(List<Node> nodes, BitSet wantedAfter) {
        var run = Run.of(nodes);
        boolean falls = !nodes.getLast().ends();
        var after = falls ? wantedAfter : new BitSet();
        var parameters = run.parameters(liveness, nodes, after).stream().boxed().toList();
        var results = run.results(liveness, after).stream().boxed().toList();
        if (parameters.size() > MAX_PARAMETERS) {
            return nodes;
        }
        var exits = List.copyOf(run.exits());
        var shape = new Shape(parameters, results, exits, falls);
        int function = define(nodes, run, shape);
        return call(function, shape);
    }

    /** {@code falls} if control can come out after the last statement. */
    private record Shape(
            List<Integer> parameters, List<Integer> results, List<Label> exits, boolean falls) {
        /** Whether there is more than one way to go on. */
        boolean chooses() {
            return exits.size() + (falls ? 1 : 0) > 1;
        }

        /** Whether the one changed local can be the function's result. */
        boolean returnsValue() {
            return !chooses() && results.size() == 1;
        }
    }

    private List<Byte> types(List<Integer> locals) {
        return locals.stream().map(local -> from.locals().get(local)).toList();
    }

    private int define(List<Node> nodes, Run run, Shape shape) {
        List<Byte> returned =
                shape.chooses()
                        ? List.of(Opcodes.I32)
                        : shape.returnsValue() ? types(shape.results()) : List.of();
        var type = new FunctionType(types(shape.parameters()), returned);
        var numbers = new HashMap<Integer, Integer>();
        shape.parameters().forEach(local -> numbers.put(local, numbers.size()));
        run.accessed().stream().forEach(local -> numbers.putIfAbsent(local, numbers.size()));
        var locals = new ArrayList<Byte>();
        numbers.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(entry -> locals.add(from.locals().get(entry.getKey())));
        var outlined = new Function(type, locals, Node.Block.of(new Label(), List.of()));
        var body = new Renumbered(numbers).sequence(nodes);
        outlined.body(Node.Block.of(new Label(), wrapped(body, shape, numbers, outlined)));
        return module.add(type, BodyWriter.write(outlined));
    }

    private List<Node> wrapped(
            List<Node> body, Shape shape, Map<Integer, Integer> numbers, Function outlined) {
        var nodes = new ArrayList<>(body);
        var end = new Label();
        int code = shape.chooses() ? outlined.local(Opcodes.I32) : -1;
        if (shape.falls()) {
            nodes.add(Node.jump(end));
        }
        List<Node> inner = nodes;
        for (int i = 0; i < shape.exits().size(); i++) {
            var outer = new ArrayList<Node>();
            outer.add(Node.Block.of(shape.exits().get(i), inner));
            if (shape.chooses()) {
                outer.add(Opcodes.constant(i + 1));
                outer.add(Node.set(code));
            }
            outer.add(Node.jump(end));
            inner = outer;
        }
        var all = new ArrayList<Node>();
        all.add(Node.Block.of(end, inner));
        var results = shape.results().stream().map(numbers::get).toList();
        all.addAll(handOver(results, shape));
        if (shape.chooses()) {
            all.add(Node.get(code));
        }
        return all;
    }

    private List<Node> handOver(List<Integer> results, Shape shape) {
        var nodes = new ArrayList<Node>();
        if (shape.returnsValue()) {
            nodes.add(Node.get(results.getFirst()));
        } else {
            var globals = transit.globals(types(shape.results()));
            for (int i = 0; i < results.size(); i++) {
                nodes.add(Node.get(results.get(i)));
                nodes.add(Opcodes.global(Opcodes.GLOBAL_SET, globals.get(i)));
            }
        }
        return nodes;
    }

    private List<Node> call(int function, Shape shape) {
        var nodes = new ArrayList<Node>();
        shape.parameters().forEach(local -> nodes.add(Node.get(local)));
        int pushes = shape.chooses() || shape.returnsValue() ? 1 : 0;
        nodes.add(Opcodes.call(function, shape.parameters().size(), pushes));
        if (shape.returnsValue()) {
            nodes.add(Node.set(shape.results().getFirst()));
        } else {
            var globals = transit.globals(types(shape.results()));
            for (int i = 0; i < globals.size(); i++) {
                nodes.add(Opcodes.global(Opcodes.GLOBAL_GET, globals.get(i)));
                nodes.add(Node.set(shape.results().get(i)));
            }
        }
        nodes.addAll(goOn(nodes, shape));
        return nodes;
    }

    private static List<Node> goOn(List<Node> call, Shape shape) {
        var exits = shape.exits();
        if (!shape.chooses()) {
            return shape.falls()
                    ? List.of()
                    : List.of(exits.isEmpty() ? Opcodes.unreachable() : Node.jump(exits.get(0)));
        }
        if (!shape.falls()) {
            var targets = new ArrayList<Label>();
            targets.add(exits.getFirst());
            targets.addAll(exits);
            return List.of(new Node.Table(targets.subList(0, exits.size()), exits.getLast()));
        }
        if (exits.size() == 1) {
            return List.of(Node.jumpIf(exits.getFirst()));
        }
        var on = new Label();
        var targets = new ArrayList<Label>();
        targets.add(on);
        targets.addAll(exits.subList(0, exits.size() - 1));
        var dispatch = new ArrayList<>(call);
        dispatch.add(new Node.Table(targets, exits.getLast()));
        call.clear();
        return List.of(Node.Block.of(on, dispatch));
    }
}
