package dev.holdpoint.sql.effect;

import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.NameChange;
import dev.holdpoint.sql.catalogue.CatalogRelation;
import dev.holdpoint.sql.catalogue.Namespace;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import dev.holdpoint.sql.parser.RangeVar;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the statements of one text do to the meaning of names, in order. */
final class Naming {
    private static final Set<Effect> CODE =
            Set.of(Effect.ADMIN, Effect.PRIVILEGE, Effect.UNKNOWN, Effect.NETWORK);

    private static final Set<String> RUN_CODE =
            Set.of(
                    "SelectStmt",
                    "InsertStmt",
                    "UpdateStmt",
                    "DeleteStmt",
                    "MergeStmt",
                    "CopyStmt",
                    "CallStmt",
                    "ExplainStmt",
                    "ExecuteStmt",
                    "PrepareStmt",
                    "DeclareCursorStmt",
                    "FetchStmt",
                    "CreateTableAsStmt",
                    "RefreshMatViewStmt",
                    "TruncateStmt");

    private final Set<String> temporary = new HashSet<>();
    private SqlCatalog catalog;
    private boolean path;
    private boolean code;
    private boolean missing;

    Naming(SqlCatalog catalog) {
        this.catalog = catalog;
    }

    SqlCatalog catalog() {
        return catalog;
    }

    /** The relation a text names here, if that is certain. */
    Optional<CatalogRelation> known(RangeVar relation) {
        return catalog.relation(relation.schema(), relation.name());
    }

    /** With its schema where that is certain, else as written. */
    String name(RangeVar relation) {
        return known(relation).map(CatalogRelation::qualifiedName).orElseGet(relation::written);
    }

    /** Every relation a text may name here. */
    List<CatalogRelation> candidates(RangeVar relation) {
        return catalog.candidates(relation.schema(), relation.name());
    }

    /** Whether there certainly is none of that name. */
    boolean isMissing(RangeVar relation) {
        return catalog.isMissing(relation.schema(), relation.name());
    }

    /** What is searched from now on cannot be told. */
    void newPath() {
        path = true;
        under(new Namespace(null, space().temporary(), space().clouded(), space().recoded()));
    }

    void temporary(String name) {
        temporary.add(name);
        var all = new HashSet<>(space().temporary());
        all.add(name);
        under(new Namespace(space().path(), all, space().clouded(), space().recoded()));
    }

    /** Relations are tied together. */
    void tied() {
        code = true;
    }

    void missing() {
        missing = true;
    }

    /** A statement is over, and these are the effects of the text so far. */
    void after(Set<Effect> effects) {
        code |= effects.contains(Effect.DDL) && effects.stream().anyMatch(CODE::contains);
        if (code) {
            under(new Namespace(space().path(), space().temporary(), space().clouded(), true));
        }
    }

    /** Whether a statement may run code that the snapshot does not show as it is now. */
    boolean isUnclear(String type) {
        return space().recoded() && RUN_CODE.contains(type);
    }

    /** Changing objects fires them; changing the session does not. */
    static boolean firesEventTriggers(Set<Effect> effects) {
        return effects.contains(Effect.DDL)
                || !effects.contains(Effect.SESSION)
                        && (effects.contains(Effect.PRIVILEGE) || effects.contains(Effect.ADMIN));
    }

    NameChange change() {
        return new NameChange(path, temporary, code, missing);
    }

    private Namespace space() {
        return catalog.namespace();
    }

    private void under(Namespace other) {
        catalog = catalog.under(other);
    }
}
