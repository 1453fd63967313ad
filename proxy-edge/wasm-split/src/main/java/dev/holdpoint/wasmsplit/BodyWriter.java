package dev.holdpoint.wasmsplit;

import dev.holdpoint.wasmsplit.binary.WasmOutput;
import java.util.ArrayList;
import java.util.List;

/** From a function's instructions to its bytes. */
final class BodyWriter {
    private final WasmOutput out = new WasmOutput();
    private final List<Label> labels = new ArrayList<>();

    private BodyWriter() {}

    static byte[] write(Function function) {
        var writer = new BodyWriter();
        var added =
                function.locals()
                        .subList(function.type().parameters().size(), function.locals().size());
        writer.out.u32(added.size());
        added.forEach(type -> writer.out.u32(1).u8(type));
        writer.labels.add(function.body().label());
        writer.nodes(function.body().body());
        return writer.out.u8(Opcodes.END).toBytes();
    }

    private void nodes(List<Node> nodes) {
        nodes.forEach(this::node);
    }

    private void node(Node node) {
        switch (node) {
            case Node.Plain plain -> out.bytes(plain.code());
            case Node.Local(var access, int index) -> out.u8(opcode(access)).u32(index);
            case Node.Jump(boolean conditional, var target) ->
                    out.u8(conditional ? Opcodes.BR_IF : Opcodes.BR).u32(depth(target));
            case Node.Table(var targets, var otherwise) -> {
                out.u8(Opcodes.BR_TABLE).u32(targets.size());
                targets.forEach(target -> out.u32(depth(target)));
                out.u32(depth(otherwise));
            }
            case Node.Return() -> out.u8(Opcodes.RETURN);
            case Node.Block block -> block(block);
        }
    }

    private void block(Node.Block block) {
        out.u8(
                switch (block.kind()) {
                    case BLOCK -> Opcodes.BLOCK;
                    case LOOP -> Opcodes.LOOP;
                    case IF -> Opcodes.IF;
                });
        out.u8(block.result());
        labels.add(block.label());
        nodes(block.body());
        if (!block.orElse().isEmpty()) {
            out.u8(Opcodes.ELSE);
            nodes(block.orElse());
        }
        labels.removeLast();
        out.u8(Opcodes.END);
    }

    private static int opcode(Node.Access access) {
        return switch (access) {
            case GET -> Opcodes.LOCAL_GET;
            case SET -> Opcodes.LOCAL_SET;
            case TEE -> Opcodes.LOCAL_TEE;
        };
    }

    private int depth(Label label) {
        int at = labels.lastIndexOf(label);
        if (at < 0) {
            throw new IllegalStateException("a branch to nowhere");
        }
        return labels.size() - 1 - at;
    }
}
