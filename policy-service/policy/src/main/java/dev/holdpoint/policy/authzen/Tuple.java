package dev.holdpoint.policy.authzen;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What one evaluation is about. */
record Tuple(Members subject, Members action, Members resource, Members context) {
    private static final List<String> PARTS = List.of("subject", "action", "resource", "context");
    private static final List<String> IDENTIFIERS = List.of("type", "id", "name");

    static Tuple of(Members request) {
        return new Tuple(
                request.object("subject"),
                request.object("action"),
                request.object("resource"),
                request.orEmpty("context"));
    }

    /**
     * One of several: what it leaves out is as the whole request says. A part it has takes the
     * place of the whole's, which fills in only the identifiers it lacks.
     */
    static Members of(ObjectNode one, Members request) {
        var whole = one.objectNode();
        for (var part : PARTS) {
            var own = one.get(part);
            var given = request.node().get(part);
            if (own instanceof ObjectNode mine && given instanceof ObjectNode defaults) {
                whole.set(part, identified(mine, defaults));
            } else if (own != null || given != null) {
                whole.set(part, own == null ? given : own);
            }
        }
        return new Members("", whole);
    }

    private static ObjectNode identified(ObjectNode own, ObjectNode defaults) {
        var merged = own.deepCopy();
        for (var name : IDENTIFIERS) {
            var given = defaults.get(name);
            if (given != null && !own.has(name)) {
                merged.set(name, given);
            }
        }
        return merged;
    }
}
