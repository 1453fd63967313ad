package dev.holdpoint.sql.effect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.parser.Tree;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What changing a setting means. Those that change how later statements are read, or which code
 * they run, are {@code UNKNOWN}; those not known to be harmless are {@code ADMIN}.
 */
final class Settings {
    private static final Pattern HARMLESS =
            Pattern.compile(
                    "application_name|datestyle|intervalstyle|timezone|extra_float_digits"
                            + "|bytea_output|xml(option|binary)|client_min_messages|search_path"
                            + "|(statement|lock|transaction|idle_session"
                            + "|idle_in_transaction_session|deadlock)_timeout"
                            + "|(default_)?transaction_.*|work_mem|hash_mem_multiplier"
                            + "|maintenance_work_mem|temp_buffers|enable_.*|jit.*|geqo.*"
                            + "|(random|seq)_page_cost|cpu_.*_cost|parallel_.*|max_parallel_.*"
                            + "|plan_cache_mode|(from|join)_collapse_limit|constraint_exclusion"
                            + "|cursor_tuple_fraction|effective_.*|default_statistics_target"
                            + "|default_text_search_config|lc_(messages|monetary|numeric|time)"
                            + "|synchronous_commit|row_security|array_nulls|debug_print_.*"
                            + "|quote_all_identifiers|escape_string_warning|tcp_.*"
                            + "|createrole_self_grant"
                            + "|check_function_bodies|track_io_timing|seed|gin_.*"
                            + "|synchronize_seqscans|restrict_nonsystem_relation_kind"
                            + "|[a-z_][a-z0-9_$]*(\\.[a-z_][a-z0-9_$]*)+");
    private static final Pattern PATH_OVER_CATALOG =
            Pattern.compile("(?is).*(pg_catalog|pg_temp|pg_toast|\\$libdir).*");
    private static final Set<String> ON = Set.of("on", "true", "yes", "1", "t", "y", "tr", "tru");
    private static final Set<String> UTF8 = Set.of("utf8", "utf-8", "unicode");
    private static final Pattern CREDENTIAL =
            Pattern.compile("(?i).*(passw|secret|token|credential|api_?key).*");

    private Settings() {}

    /** Effects of a VariableSetStmt's fields. */
    static Set<Effect> change(JsonNode set) {
        var kind = Tree.text(set, "kind");
        if (kind.equals("VAR_RESET_ALL") || kind.equals("VAR_SET_MULTI")) {
            return Set.of(Effect.SESSION);
        }
        var values = Tree.list(set, "args").map(arg -> Optional.of(scalar(arg))).toList();
        boolean given = kind.equals("VAR_SET_VALUE");
        return change(Tree.text(set, "name"), given ? values : List.of());
    }

    /** Effects of a setting stored for later sessions, besides those of the statement itself. */
    static Set<Effect> lasting(JsonNode set) {
        return change(set).contains(Effect.UNKNOWN) ? Set.of(Effect.UNKNOWN) : Set.of();
    }

    /** Effects of {@code set_config}'s arguments. */
    static Set<Effect> call(JsonNode call) {
        var args = Tree.list(call, "args").toList();
        if (args.size() != 3) {
            return Set.of(Effect.UNKNOWN);
        }
        return Tree.literal(args.get(0))
                .filter(name -> !OwnSettings.isOne(name))
                .map(name -> change(name, List.of(Tree.literal(args.get(1)))))
                .orElse(Set.of(Effect.UNKNOWN));
    }

    static boolean isCredential(String name) {
        return CREDENTIAL.matcher(name).matches();
    }

    private static String scalar(JsonNode arg) {
        var constant = arg.path("A_Const");
        for (var value : List.of("sval", "ival", "fval", "boolval")) {
            if (constant.has(value)) {
                return Tree.text(constant.path(value), value);
            }
        }
        return "?";
    }

    /** No values: back to the default. An absent value: not known before it runs. */
    private static Set<Effect> change(String setting, List<Optional<String>> values) {
        var name = setting.toLowerCase(Locale.ROOT);
        return switch (name) {
            case "role", "session_authorization" -> Set.of(Effect.PRIVILEGE);
            case "standard_conforming_strings" -> onlyIf(values, ON::contains);
            case "client_encoding", "names" -> onlyIf(values, UTF8::contains);
            case "search_path" ->
                    values.isEmpty()
                            ? Set.of(Effect.SESSION)
                            : onlyIf(values, path -> !PATH_OVER_CATALOG.matcher(path).matches());
            case "session_replication_role",
                    "dynamic_library_path",
                    "local_preload_libraries",
                    "session_preload_libraries",
                    "transform_null_equals",
                    "backslash_quote" ->
                    Set.of(Effect.UNKNOWN);
            default -> Set.of(HARMLESS.matcher(name).matches() ? Effect.SESSION : Effect.ADMIN);
        };
    }

    private static Set<Effect> onlyIf(
            List<Optional<String>> values, java.util.function.Predicate<String> safe) {
        boolean all =
                !values.isEmpty()
                        && values.stream()
                                .allMatch(
                                        value ->
                                                value.map(v -> v.toLowerCase(Locale.ROOT))
                                                        .filter(safe)
                                                        .isPresent());
        return Set.of(all ? Effect.SESSION : Effect.UNKNOWN);
    }
}
