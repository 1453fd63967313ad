package dev.holdpoint.edge.postgres.inputs;

import dev.holdpoint.edge.command.Command;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.Sha256;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.sql.NameChange;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What decides, besides its text, what a statement of a session means and does: settings, role,
 * temporary tables.
 */
final class Surroundings {
    private static final String SEARCH_PATH = "search_path";

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

    private static final List<String> SHOW = List.of("SHOW");
    private static final Set<String> UNDOING =
            Set.of("ROLLBACK", "ROLLBACK TO", "PREPARE TRANSACTION");

    /** How a transaction runs is a setting, too. */
    private static final Pattern MODES =
            Pattern.compile("(?i)isolation|read|deferrable|characteristics");

    /** One statement about one setting that no target sees. */
    private static final Pattern OWN = setting("holdpoint\\.[a-z]+");

    /** One statement about one setting that does not change what a name means. */
    private static final Pattern NAMES_STAY =
            setting(
                    "datestyle|intervalstyle|timezone|holdpoint\\.[a-z]+|application_name"
                            + "|client_min_messages|extra_float_digits"
                            + "|(statement|lock|transaction|idle_[a-z_]+)_timeout");

    private static final Pattern TEMPORARY =
            Pattern.compile("(?i)(?<![a-z0-9_])(pg_)?temp(orary)?(?![a-z0-9_])");

    private final SessionId session;
    private final Map<String, String> reported = new TreeMap<>();
    private String changes;
    private boolean uncertain;
    private boolean alone;
    private boolean open;
    private @Nullable String described;

    /**
     * @param startup the settings the client began with
     */
    Surroundings(SessionId session, Map<String, String> startup) {
        this.session = session;
        this.changes = new TreeMap<>(startup).toString();
    }

    /** The same name of a target may come to mean another database. */
    void at(TargetSpec target) {
        link(
                String.join(
                        "\n",
                        target.host(),
                        String.valueOf(target.port()),
                        target.database(),
                        target.username()));
    }

    private static Pattern setting(String names) {
        return Pattern.compile(
                "(?i)\\s*(SET|RESET)\\s+((SESSION|LOCAL)\\s+)?(" + names + ")\\b[^;]*+;?+\\s*+");
    }

    /** The target reports a setting. */
    void reported(String name, String value) {
        reported.put(name, value);
        described = null;
    }

    /** A command was let through: whatever it sets is taken as set from now on. */
    void passed(Command command, List<String> texts, NameChange change) {
        var facts = command.facts();
        var effects = facts.effects();
        boolean temporary =
                effects.contains(Effect.DDL)
                        && (uncertain || isTemporary(texts) || !change.temporary().isEmpty());
        uncertain |= effects.contains(Effect.PRIVILEGE) || temporary;
        alone |= uncertain || effects.contains(Effect.UNKNOWN);
        boolean anything =
                temporary || effects.contains(Effect.PRIVILEGE) || effects.contains(Effect.UNKNOWN);
        if (anything || effects.contains(Effect.SESSION) && sets(facts, texts)) {
            open = true;
            link(command.digest().value() + command.inTransaction());
        }
    }

    private boolean sets(CommandFacts facts, List<String> texts) {
        if (!TRANSACTION.containsAll(facts.kinds())) {
            uncertain |= !reported.containsKey(SEARCH_PATH) && !isAboutOthers(texts);
            return !texts.stream().allMatch(text -> OWN.matcher(text).matches());
        }
        alone |= open && facts.kinds().stream().anyMatch(UNDOING::contains);
        return open && !facts.kinds().equals(SHOW)
                || texts.stream().anyMatch(text -> MODES.matcher(text).find());
    }

    /** Something failed: what was set in its transaction may be as it was before, or may not. */
    void failed() {
        if (open) {
            alone = true;
            link("failed");
        }
    }

    /** Everything sent is answered, and no transaction is open. */
    void transactionEnded() {
        if (open) {
            open = false;
            link("ended");
        }
    }

    /** What was linked before is in it, too. */
    private void link(String change) {
        changes = hash(changes + " " + change);
        described = null;
    }

    private static boolean isAboutOthers(List<String> texts) {
        return texts.stream().allMatch(text -> NAMES_STAY.matcher(text).matches());
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
        var known = described;
        if (known == null) {
            var where = alone || uncertain ? "session " + session : "any session";
            known = hash(where + " " + reported + " " + changes);
            described = known;
        }
        return known;
    }

    private static String hash(String text) {
        var sha = Sha256.start();
        return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
