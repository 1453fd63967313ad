package dev.holdpoint.wasmsplit;

import dev.holdpoint.wasmsplit.binary.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Functions of two numbers, of all structures that compiled C has; they end. */
final class RandomFunction {
    static final FunctionType TYPE =
            new FunctionType(List.of(Opcodes.I32, Opcodes.I32), List.of(Opcodes.I32));
    private static final int NUMBERS = 6;
    private static final int LONG = 6;
    private static final int FUEL = 7;
    private static final int DEEPEST = 5;
    private static final List<Integer> OPERATIONS = List.of(0x6A, 0x6B, 0x6C, 0x71, 0x72, 0x73);

    private final Random random;
    private final List<Label> labels = new ArrayList<>();
    private int recursions = 2;

    private RandomFunction(long seed) {
        random = new Random(seed);
    }

    static Function of(long seed) {
        return new RandomFunction(seed).function();
    }

    private Function function() {
        var locals = new ArrayList<>(TYPE.parameters());
        locals.addAll(List.of(Opcodes.I32, Opcodes.I32, Opcodes.I32, Opcodes.I32));
        locals.addAll(List.of(Opcodes.I64, Opcodes.I32));
        var nodes = new ArrayList<Node>();
        nodes.add(Opcodes.constant(60));
        nodes.add(Node.set(FUEL));
        nodes.addAll(statements(0, 12));
        nodes.addAll(number(0));
        var body = new Node.Block(Node.Kind.BLOCK, new Label(), Opcodes.I32, nodes, List.of());
        return new Function(TYPE, locals, body);
    }

    private List<Node> statements(int depth, int most) {
        var nodes = new ArrayList<Node>();
        int count = 1 + random.nextInt(most);
        for (int i = 0; i < count && (nodes.isEmpty() || !nodes.getLast().ends()); i++) {
            nodes.addAll(statement(depth));
        }
        return nodes;
    }

    private List<Node> statement(int depth) {
        return switch (depth > DEEPEST ? 0 : random.nextInt(16)) {
            case 1 -> List.of(block(Node.Kind.BLOCK, depth, List.of(), List.of()));
            case 2 -> List.of(block(Node.Kind.LOOP, depth, burn(), assign()));
            case 3, 4 -> conditional(depth);
            case 5 -> choice(depth, 2 + random.nextInt(40), 1 + random.nextInt(60));
            case 6 -> choice(depth, 30, 900);
            case 7 -> jumpIf();
            case 8 -> stacked(depth);
            case 9 -> valued(depth);
            case 10 -> recursion();
            case 11 -> random.nextInt(6) == 0 ? returned() : assign();
            case 12 -> random.nextInt(3) == 0 ? leave() : assign();
            default -> assign();
        };
    }

    private Node block(Node.Kind kind, int depth, List<Node> first, List<Node> last) {
        var label = new Label();
        labels.add(label);
        var body = new ArrayList<>(first);
        body.addAll(statements(depth + 1, 5));
        if (!body.getLast().ends()) {
            body.addAll(last);
            if (kind == Node.Kind.LOOP) {
                body.addAll(number(0));
                body.add(Node.jumpIf(label));
            }
        }
        labels.removeLast();
        return new Node.Block(kind, label, Opcodes.VOID, body, List.of());
    }

    /** A turn of a loop costs fuel; without fuel the function ends. */
    private List<Node> burn() {
        return List.of(
                Node.get(FUEL),
                Opcodes.constant(1),
                Opcodes.binary(Opcodes.I32_SUB),
                new Node.Local(Node.Access.TEE, FUEL),
                Opcodes.constant(1),
                Opcodes.binary(0x48),
                Node.Block.when(returned()));
    }

    private List<Node> conditional(int depth) {
        var nodes = new ArrayList<>(number(0));
        var orElse = random.nextBoolean() ? statements(depth + 1, 4) : List.<Node>of();
        nodes.add(
                new Node.Block(
                        Node.Kind.IF, new Label(), Opcodes.VOID, statements(depth + 1, 4), orElse));
        return nodes;
    }

    private List<Node> choice(int depth, int cases, int entries) {
        var end = new Label();
        labels.add(end);
        var inside = new ArrayList<Label>();
        for (int i = 0; i < cases; i++) {
            inside.add(new Label());
        }
        labels.addAll(inside.reversed());
        List<Node> nodes = new ArrayList<>(number(0));
        nodes.add(Opcodes.constant(entries + 1));
        nodes.add(Opcodes.binary(0x70));
        nodes.add(table(entries));
        for (var label : inside) {
            labels.removeLast();
            var outer = new ArrayList<Node>();
            outer.add(Node.Block.of(label, nodes));
            outer.addAll(statements(depth + 3, 3));
            if (random.nextInt(4) > 0 && !outer.getLast().ends()) {
                outer.add(Node.jump(end));
            }
            nodes = outer;
        }
        labels.removeLast();
        return List.of(Node.Block.of(end, nodes));
    }

    private Node table(int entries) {
        var targets = new ArrayList<Label>();
        for (int i = 0; i < entries; i++) {
            targets.add(labels.get(random.nextInt(labels.size())));
        }
        return new Node.Table(targets, labels.getLast());
    }

    private List<Node> jumpIf() {
        if (labels.isEmpty()) {
            return assign();
        }
        var nodes = new ArrayList<>(number(0));
        nodes.add(Node.jumpIf(labels.get(random.nextInt(labels.size()))));
        return nodes;
    }

    private List<Node> leave() {
        return labels.isEmpty()
                ? returned()
                : List.of(Node.jump(labels.get(random.nextInt(labels.size()))));
    }

    private List<Node> returned() {
        var nodes = new ArrayList<>(number(1));
        nodes.add(new Node.Return());
        return nodes;
    }

    /** A value stays on the stack while a block runs. */
    private List<Node> stacked(int depth) {
        var nodes = new ArrayList<>(number(1));
        nodes.add(block(Node.Kind.BLOCK, depth, List.of(), List.of()));
        nodes.addAll(number(1));
        nodes.add(operation());
        nodes.add(variable());
        return nodes;
    }

    /** A block with a value, which a branch may bring. */
    private List<Node> valued(int depth) {
        var label = new Label();
        var body = new ArrayList<>(statements(depth + 1, 3));
        if (!body.getLast().ends()) {
            body.addAll(number(1));
            body.addAll(number(0));
            body.add(Node.jumpIf(label));
            body.add(variable());
            body.addAll(number(0));
        }
        return List.of(
                new Node.Block(Node.Kind.BLOCK, label, Opcodes.I32, body, List.of()), variable());
    }

    private List<Node> recursion() {
        if (recursions == 0 || !labels.isEmpty()) {
            return assign();
        }
        recursions--;
        var call = new ArrayList<>(number(1));
        call.addAll(List.of(Node.get(1), Opcodes.constant(1), Opcodes.binary(Opcodes.I32_SUB)));
        call.add(Opcodes.call(0, 2, 1));
        call.add(variable());
        return List.of(
                Node.get(1), Opcodes.constant(6), Opcodes.binary(0x49), Node.Block.when(call));
    }

    private List<Node> assign() {
        if (random.nextInt(6) == 0) {
            var nodes = new ArrayList<>(number(0));
            nodes.add(new Node.Plain(new Bytes((byte) 0xAC), 1, 1, 1));
            nodes.add(Node.get(LONG));
            nodes.add(Opcodes.binary(0x7C));
            nodes.add(Node.set(LONG));
            return nodes;
        }
        var nodes = new ArrayList<>(number(2));
        nodes.add(variable());
        return nodes;
    }

    private List<Node> number(int depth) {
        var nodes = new ArrayList<Node>();
        switch (random.nextInt(depth > 0 ? 8 : 4)) {
            case 0 -> nodes.add(Opcodes.constant(random.nextInt(200) - 100));
            case 1 -> {
                nodes.add(Node.get(LONG));
                nodes.add(new Node.Plain(new Bytes((byte) 0xA7), 1, 1, 1));
            }
            case 2, 3 -> nodes.add(Node.get(random.nextInt(NUMBERS)));
            case 4 -> {
                nodes.addAll(number(depth - 1));
                nodes.add(new Node.Local(Node.Access.TEE, 2 + random.nextInt(NUMBERS - 2)));
            }
            default -> {
                nodes.addAll(number(depth - 1));
                nodes.addAll(number(depth - 1));
                nodes.add(operation());
            }
        }
        return nodes;
    }

    private Node variable() {
        return Node.set(2 + random.nextInt(NUMBERS - 2));
    }

    private Node operation() {
        return Opcodes.binary(OPERATIONS.get(random.nextInt(OPERATIONS.size())));
    }
}
