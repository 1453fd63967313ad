package dev.holdpoint.wasmsplit;

import java.util.ArrayList;
import java.util.List;

/** Cuts a sequence where its operand stack is empty. */
final class Statements {
    private Statements() {}

    static List<List<Node>> of(List<Node> nodes) {
        var statements = new ArrayList<List<Node>>();
        int start = 0;
        int height = 0;
        for (int i = 0; i < nodes.size(); i++) {
            height += change(nodes.get(i));
            if (height == 0 || i == nodes.size() - 1) {
                statements.add(List.copyOf(nodes.subList(start, i + 1)));
                start = i + 1;
            }
        }
        return statements;
    }

    private static int change(Node node) {
        return switch (node) {
            case Node.Plain plain -> plain.pushes() - plain.pops();
            case Node.Local(var access, _) ->
                    switch (access) {
                        case GET -> 1;
                        case SET -> -1;
                        case TEE -> 0;
                    };
            case Node.Jump(boolean conditional, _) -> conditional ? -1 : 0;
            case Node.Table _ -> -1;
            case Node.Return _ -> 0;
            case Node.Block block -> block.kind() == Node.Kind.IF ? -1 : 0;
        };
    }
}
