package dev.holdpoint.sql.effect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.sql.SessionSetting;
import dev.holdpoint.sql.parser.Tree;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the statements that are about the gateway's own settings. */
final class OwnSettings {
    private static final String PREFIX = "holdpoint.";

    private OwnSettings() {}

    /** Whether a setting is the gateway's, which the target must not hear of. */
    static boolean isOne(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(PREFIX);
    }

    /** Of SET, RESET and SHOW; empty for the target's settings. */
    static Optional<SessionSetting> in(String type, JsonNode body) {
        var full = Tree.text(body, "name").toLowerCase(Locale.ROOT);
        if (!full.startsWith(PREFIX)) {
            return Optional.empty();
        }
        var name = full.substring(PREFIX.length());
        return Optional.of(
                type.equals("VariableShowStmt")
                        ? new SessionSetting.Show(name)
                        : set(name, body, body.path("is_local").asBoolean(false)));
    }

    private static SessionSetting set(String name, JsonNode body, boolean local) {
        var args = Tree.list(body, "args").toList();
        return switch (Tree.text(body, "kind")) {
            case "VAR_RESET", "VAR_SET_DEFAULT" -> new SessionSetting.Reset(name, local);
            case "VAR_SET_VALUE" -> change(name, args, local);
            default -> new SessionSetting.Unusable(name);
        };
    }

    private static SessionSetting change(String name, List<JsonNode> args, boolean local) {
        return args.size() == 1
                ? Tree.literal(args.getFirst())
                        .<SessionSetting>map(value -> new SessionSetting.Change(name, value, local))
                        .orElseGet(() -> new SessionSetting.Unusable(name))
                : new SessionSetting.Unusable(name);
    }
}
