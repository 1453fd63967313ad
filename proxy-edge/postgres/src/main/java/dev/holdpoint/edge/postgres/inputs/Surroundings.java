package dev.holdpoint.edge.postgres.inputs;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.SessionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What decides, besides its text, what a statement of a session means and does: settings, role,
 * temporary tables.
 */
final class Surroundings {
    private static final String SEARCH_PATH = "search_path";

    /** Reported settings that decide what a statement's text means; PostgreSQL 18 reports all. */
    private static final Set<String> REPORTED =
            Set.of(SEARCH_PATH, "DateStyle", "IntervalStyle", "TimeZone", "session_authorization");

    private static final Set<String> TRANSACTION =
            Set.of(
                    "BEGIN",
                    "START",
                    "COMMIT",
                    "ROLLBACK",
                    "SAVEPOINT",
                    "RELEASE",
                    "ROLLBACK TO",
                    "SHOW");

    /** One statement about one setting that is always reported, or changes no other statement. */
    private static final Pattern NOTHING_NEW =
            setting(
                    "datestyle|intervalstyle|timezone|holdpoint\\.[a-z]+|application_name"
                            + "|client_min_messages|extra_float_digits"
                            + "|(statement|lock|transaction|idle_[a-z_]+)_timeout");

    private static final Pattern PATH = setting(SEARCH_PATH);
    private static final Pattern TEMPORARY =
            Pattern.compile("(?i)(?<![a-z0-9_])(pg_)?temp(orary)?(?![a-z0-9_])");

    private final SessionId session;
    private final Map<String, String> reported = new TreeMap<>();
    private String changes = "";
    private boolean uncertain;

    Surroundings(SessionId session) {
        this.session = session;
    }

    private static Pattern setting(String names) {
        return Pattern.compile(
                "(?i)\\s*(SET|RESET)\\s+((SESSION|LOCAL)\\s+)?(" + names + ")\\b[^;]*;?\\s*");
    }

    /** The target reports a setting. */
    void reported(String name, String value) {
        if (REPORTED.contains(name)) {
            reported.put(name, value);
        }
    }

    /** A command was let through: whatever it sets is taken as set from now on. */
    void passed(CommandFacts facts, List<String> texts, Digest digest) {
        var effects = facts.effects();
        uncertain |=
                effects.contains(Effect.PRIVILEGE)
                        || effects.contains(Effect.DDL) && isTemporary(texts);
        if (effects.contains(Effect.SESSION) && !TRANSACTION.containsAll(facts.kinds())) {
            set(texts, digest);
        }
    }

    /** The digest has all that was set before in it, too. */
    private void set(List<String> texts, Digest digest) {
        boolean pathIsReported = reported.containsKey(SEARCH_PATH);
        for (var text : texts) {
            if (!NOTHING_NEW.matcher(text).matches()) {
                uncertain |= !pathIsReported;
                changes = PATH.matcher(text).matches() ? changes : digest.value();
            }
        }
    }

    private static boolean isTemporary(List<String> texts) {
        return texts.stream().anyMatch(text -> TEMPORARY.matcher(text).find());
    }

    /** Whether a statement means here what it would mean to a connection with the same path. */
    boolean isCertain() {
        return !uncertain;
    }

    /** As the target reports it; empty if it does not. */
    Optional<String> searchPath() {
        return Optional.ofNullable(reported.get(SEARCH_PATH));
    }

    /**
     * The same in another session of the same principal if a text would mean and do the same there,
     * and of this session alone where that is not certain.
     */
    String described() {
        return uncertain
                ? "session " + session
                : "settings " + reported + (changes.isEmpty() ? "" : " and " + changes);
    }
}
