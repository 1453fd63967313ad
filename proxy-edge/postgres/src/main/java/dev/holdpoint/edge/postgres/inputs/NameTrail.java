package dev.holdpoint.edge.postgres.inputs;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.NameChange;
import dev.holdpoint.sql.catalogue.Namespace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a session has done to the meaning of names. Lives on the session's own context. */
public final class NameTrail {
    private static final int MAX_TEMPORARY = 200;

    /** Do no more to names than their triggers, which nobody but their owner made. */
    private static final Set<String> ROW_CHANGES =
            Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "COPY");

    private static final List<String> MAKES = List.of("CREATE TABLE");

    /** Hold relations that no snapshot has. */
    private static final Set<String> UNLISTED = Set.of("information_schema", "pg_toast");

    private final Set<String> temporary = new HashSet<>();
    private final Set<String> made = new HashSet<>();
    private @Nullable List<String> path;
    private boolean pathOpen;
    private boolean changedRole;
    private boolean clouded;
    private boolean recoded;
    private @Nullable Known known;

    private record Known(String user, Set<String> schemas, Namespace namespace) {}

    /** The target says what its search path is now. */
    void reported(String searchPath) {
        path = SearchPath.names(searchPath).orElse(null);
        known = null;
    }

    /** Takes what a command that was let through may do as done. */
    public void decided(CommandFacts facts, NameChange change) {
        boolean anything =
                facts.effects().contains(Effect.UNKNOWN) && !ROW_CHANGES.containsAll(facts.kinds());
        changedRole |= facts.effects().contains(Effect.PRIVILEGE);
        pathOpen |= change.path() || anything;
        temporary.addAll(change.temporary());
        made(facts, change);
        clouded |= anything || temporary.size() > MAX_TEMPORARY;
        recoded |= change.code();
        if (anything || !change.equals(NameChange.NONE)) {
            known = null;
        }
    }

    /** No snapshot shows what is made until it is committed, nor can others give it triggers. */
    private void made(CommandFacts facts, NameChange change) {
        if (change.path() && !made.isEmpty()) {
            made.clear();
            known = null;
        } else if (facts.kinds().equals(MAKES) && change.missing() && made.size() < MAX_TEMPORARY) {
            made.add(facts.writes().getFirst());
            known = null;
        }
    }

    /** Everything sent is answered, so the path is the one reported last. */
    public void answered() {
        if (pathOpen) {
            pathOpen = false;
            known = null;
        }
    }

    /** No transaction is open, and the next snapshot shows what this session changed. */
    public void committed() {
        if (recoded || !made.isEmpty()) {
            recoded = false;
            made.clear();
            known = null;
        }
    }

    /**
     * How names are read now.
     *
     * @param user the session's account at the target
     * @param schemas those the account may use
     */
    public Namespace now(String user, Set<String> schemas) {
        var before = known;
        if (before == null || !before.user().equals(user) || !before.schemas().equals(schemas)) {
            before =
                    new Known(
                            user,
                            schemas,
                            new Namespace(searched(user, schemas), own(), clouded, recoded));
            known = before;
        }
        return before.namespace();
    }

    private Set<String> own() {
        var own = new HashSet<>(temporary);
        own.addAll(made);
        return own;
    }

    /** Schemas that do not exist, or may not be used, are passed over. */
    private @Nullable List<String> searched(String user, Set<String> schemas) {
        var names = path;
        if (names == null || pathOpen || changedRole) {
            return null;
        }
        var searched = new ArrayList<String>();
        for (var name : names) {
            var schema = name.equals(SearchPath.OF_USER) ? user : name;
            if (UNLISTED.contains(schema)) {
                return null;
            }
            if (schemas.contains(schema)) {
                searched.add(schema);
            }
        }
        return searched;
    }
}
