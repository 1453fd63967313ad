package dev.holdpoint.wasmsplit;

import java.util.ArrayList;
import java.util.List;

/** A function's type, the types of all its locals, parameters first, and its instructions. */
final class Function {
    private final FunctionType type;
    private final List<Byte> locals;
    private Node.Block body;

    Function(FunctionType type, List<Byte> locals, Node.Block body) {
        this.type = type;
        this.locals = new ArrayList<>(locals);
        this.body = body;
    }

    FunctionType type() {
        return type;
    }

    List<Byte> locals() {
        return locals;
    }

    Node.Block body() {
        return body;
    }

    void body(Node.Block changed) {
        body = changed;
    }

    /** Adds a local and returns its index. */
    int local(byte valueType) {
        locals.add(valueType);
        return locals.size() - 1;
    }
}
