package dev.holdpoint.wasmsplit;

import dev.holdpoint.wasmsplit.binary.Bytes;
import java.util.List;

/** An instruction of a function body; blocks hold theirs. */
sealed interface Node {
    /** Whether control never comes to the instruction after it. */
    default boolean ends() {
        return false;
    }

    /**
     * Anything that neither branches nor touches a local.
     *
     * @param weight an estimate of its bytes of JVM code
     */
    record Plain(Bytes code, int pops, int pushes, int weight) implements Node {
        @Override
        public boolean ends() {
            return code.at(0) == Opcodes.UNREACHABLE;
        }
    }

    /** What is done to a local. */
    enum Access {
        GET,
        SET,
        TEE
    }

    record Local(Access access, int index) implements Node {}

    record Jump(boolean conditional, Label target) implements Node {
        @Override
        public boolean ends() {
            return !conditional;
        }
    }

    record Table(List<Label> targets, Label otherwise) implements Node {
        public Table {
            targets = List.copyOf(targets);
        }

        @Override
        public boolean ends() {
            return true;
        }
    }

    record Return() implements Node {
        @Override
        public boolean ends() {
            return true;
        }
    }

    /** The three structures. */
    enum Kind {
        BLOCK,
        LOOP,
        IF
    }

    /** {@code result} is a value type or {@link Opcodes#VOID}; only an IF has an else part. */
    record Block(Kind kind, Label label, byte result, List<Node> body, List<Node> orElse)
            implements Node {
        public Block {
            body = List.copyOf(body);
            orElse = List.copyOf(orElse);
        }

        static Block of(Label label, List<Node> body) {
            return new Block(Kind.BLOCK, label, Opcodes.VOID, body, List.of());
        }

        static Block when(List<Node> body) {
            return new Block(Kind.IF, new Label(), Opcodes.VOID, body, List.of());
        }

        Block with(List<Node> newBody, List<Node> newOrElse) {
            return new Block(kind, label, result, newBody, newOrElse);
        }
    }

    static Node get(int local) {
        return new Local(Access.GET, local);
    }

    static Node set(int local) {
        return new Local(Access.SET, local);
    }

    static Node jump(Label target) {
        return new Jump(false, target);
    }

    static Node jumpIf(Label target) {
        return new Jump(true, target);
    }
}
