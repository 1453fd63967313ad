package dev.holdpoint.wasmsplit;

import dev.holdpoint.wasmsplit.binary.WasmInput;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** From a function's bytes to its instructions. */
final class BodyReader {
    private final ModuleFile module;
    private final WasmInput in;
    private final List<Label> labels = new ArrayList<>();
    private final Deque<Integer> lastEnd = new ArrayDeque<>();

    private BodyReader(ModuleFile module, byte[] body) {
        this.module = module;
        this.in = new WasmInput(body);
    }

    static Function read(ModuleFile module, int function) {
        var reader = new BodyReader(module, module.body(function));
        var type = module.typeOf(function);
        var locals = new ArrayList<>(type.parameters());
        reader.locals(locals);
        byte result = type.results().isEmpty() ? Opcodes.VOID : type.results().getFirst();
        return new Function(type, locals, reader.block(Node.Kind.BLOCK, result));
    }

    private void locals(List<Byte> locals) {
        int groups = in.u32();
        for (int i = 0; i < groups; i++) {
            int count = in.u32();
            byte type = (byte) in.u8();
            for (int k = 0; k < count; k++) {
                locals.add(type);
            }
        }
    }

    private Node.Block block(Node.Kind kind, byte result) {
        var label = new Label();
        labels.add(label);
        var body = sequence();
        var orElse = lastEnd.removeLast() == Opcodes.ELSE ? sequenceToEnd() : new ArrayList<Node>();
        labels.removeLast();
        return new Node.Block(kind, label, result, body, orElse);
    }

    private List<Node> sequenceToEnd() {
        var nodes = sequence();
        lastEnd.removeLast();
        return nodes;
    }

    private List<Node> sequence() {
        var nodes = new ArrayList<Node>();
        while (true) {
            int start = in.position();
            int opcode = in.u8();
            if (opcode == Opcodes.END || opcode == Opcodes.ELSE) {
                lastEnd.addLast(opcode);
                return nodes;
            }
            nodes.add(node(opcode, start));
        }
    }

    private Node node(int opcode, int start) {
        return switch (opcode) {
            case Opcodes.BLOCK -> block(Node.Kind.BLOCK, result());
            case Opcodes.LOOP -> block(Node.Kind.LOOP, result());
            case Opcodes.IF -> block(Node.Kind.IF, result());
            case Opcodes.BR -> Node.jump(label(in.u32()));
            case Opcodes.BR_IF -> Node.jumpIf(label(in.u32()));
            case Opcodes.BR_TABLE -> table();
            case Opcodes.RETURN -> new Node.Return();
            case Opcodes.LOCAL_GET -> Node.get(in.u32());
            case Opcodes.LOCAL_SET -> Node.set(in.u32());
            case Opcodes.LOCAL_TEE -> new Node.Local(Node.Access.TEE, in.u32());
            case Opcodes.CALL -> call(module.typeOf(in.u32()), 0, start);
            case Opcodes.CALL_INDIRECT -> {
                var type = module.type(in.u32());
                in.skipLeb();
                yield call(type, 1, start);
            }
            default -> plain(opcode, start);
        };
    }

    private byte result() {
        int type = in.u8();
        if (type < 0x40) {
            throw new IllegalArgumentException("a block with parameters");
        }
        return (byte) type;
    }

    private Label label(int depth) {
        return labels.get(labels.size() - 1 - depth);
    }

    private Node table() {
        int count = in.u32();
        var targets = new ArrayList<Label>();
        for (int i = 0; i < count; i++) {
            targets.add(label(in.u32()));
        }
        return new Node.Table(targets, label(in.u32()));
    }

    private Node call(FunctionType type, int more, int start) {
        int weight = Opcodes.weight(more == 0 ? Opcodes.CALL : Opcodes.CALL_INDIRECT);
        int pops = type.parameters().size() + more;
        return new Node.Plain(in.since(start), pops, type.results().size(), weight);
    }

    private Node plain(int opcode, int start) {
        Opcodes.skipOperands(opcode, in);
        var code = in.since(start);
        return new Node.Plain(
                code,
                Opcodes.pops(opcode, code),
                Opcodes.pushes(opcode, code),
                Opcodes.weight(opcode));
    }
}
