package dev.holdpoint.wasmsplit;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a function trap where it would move the C stack's pointer, the first global, below the
 * stack's end. Without, the stack would grow into the module's data.
 */
final class StackChecks {
    private static final int STACK_POINTER = 0;

    private final Function function;
    private final int end;
    private int pointer = -1;

    private StackChecks(Function function, int end) {
        this.function = function;
        this.end = end;
    }

    /** Whether anything had to be changed. */
    static boolean add(Function function, int end) {
        var checks = new StackChecks(function, end);
        var body = function.body();
        function.body(body.with(checks.sequence(body.body()), List.of()));
        return checks.pointer >= 0;
    }

    private List<Node> sequence(List<Node> nodes) {
        var out = new ArrayList<Node>();
        for (var node : nodes) {
            switch (node) {
                case Node.Plain plain -> plain(plain, out);
                case Node.Block block ->
                        out.add(block.with(sequence(block.body()), sequence(block.orElse())));
                case Node.Local _, Node.Jump _, Node.Table _, Node.Return _ -> out.add(node);
            }
        }
        return out;
    }

    private void plain(Node.Plain plain, List<Node> out) {
        boolean moves =
                plain.code().at(0) == Opcodes.GLOBAL_SET && plain.code().at(1) == STACK_POINTER;
        if (moves) {
            if (pointer < 0) {
                pointer = function.local(Opcodes.I32);
            }
            out.add(new Node.Local(Node.Access.TEE, pointer));
            out.add(Opcodes.constant(end));
            out.add(Opcodes.binary(Opcodes.I32_LT_U));
            out.add(Node.Block.when(List.of(Opcodes.unreachable())));
            out.add(Node.get(pointer));
        }
        out.add(plain);
    }
}
