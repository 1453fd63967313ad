package dev.holdpoint.sql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a walk over a parse tree has found so far. */
final class Findings {
    private final SqlCatalog catalog;
    private final ViewLineage views;
    private final ColumnUse use = new ColumnUse();
    private final Set<String> columnsWritten = new LinkedHashSet<>();
    private final List<String> kinds = new ArrayList<>();
    private final Set<Effect> effects = EnumSet.noneOf(Effect.class);
    private final Set<String> reads = new LinkedHashSet<>();
    private final Set<String> writes = new LinkedHashSet<>();
    private final Set<String> columns = new LinkedHashSet<>();
    private final Set<String> functions = new LinkedHashSet<>();
    private final List<Naming> names = new ArrayList<>();
    private final Set<String> relationNames = new LinkedHashSet<>();
    private final Set<String> columnNames = new LinkedHashSet<>();
    private final Set<String> rowNames = new LinkedHashSet<>();
    private final Set<String> bareNames = new LinkedHashSet<>();
    private final List<Output> outputs = new ArrayList<>();
    private final List<SessionSetting> settings = new ArrayList<>();
    private boolean wholeRows;
    private boolean copyOut;
    private boolean narrowed = true;
    private boolean destructive;
    private boolean credentials;
    private boolean bareCredentials;

    Findings(SqlCatalog catalog, ViewLineage views) {
        this.catalog = catalog;
        this.views = views;
    }

    /** Findings of their own for a statement inside this one. */
    Findings inner() {
        return new Findings(catalog, views);
    }

    SqlCatalog catalog() {
        return catalog;
    }

    void kind(String kind) {
        kinds.add(kind);
    }

    void effect(Effect effect) {
        effects.add(effect);
    }

    void effects(Set<Effect> more) {
        effects.addAll(more);
    }

    /** A session name whose meaning can be told once the text around it is understood. */
    @FunctionalInterface
    interface Naming {
        SessionName of(String recordable, String fingerprint);
    }

    void name(Naming naming) {
        names.add(naming);
    }

    /** Finds out what the next statement of the text answers with, and which columns it reads. */
    void answer(JsonNode statement) {
        outputs.add(new QueryLineage(catalog, views, use).output(statement));
    }

    /** A column that is assigned to; {@code *} for all of them. */
    void assigned(JsonNode rangeVar, String column) {
        var relation = known(rangeVar);
        if (relation.isPresent() && column.equals(Origin.WHOLE_ROW)) {
            relation.get()
                    .columns()
                    .forEach(
                            name ->
                                    columnsWritten.add(
                                            relation.get().qualifiedName() + "." + name));
        } else {
            columnsWritten.add(name(rangeVar) + "." + column);
        }
    }

    private Optional<CatalogRelation> known(JsonNode rangeVar) {
        return catalog.relation(Tree.text(rangeVar, "schemaname"), Tree.text(rangeVar, "relname"));
    }

    /** With its schema where that is certain, else as written. */
    private String name(JsonNode rangeVar) {
        return known(rangeVar)
                .map(CatalogRelation::qualifiedName)
                .orElseGet(() -> Tree.relation(rangeVar));
    }

    void setting(SessionSetting setting) {
        settings.add(setting);
    }

    void destroys() {
        destructive = true;
    }

    void notNarrowed() {
        narrowed = false;
    }

    void credentials() {
        credentials = true;
    }

    /** A credential that need not be a literal. */
    void bareCredentials() {
        bareCredentials = true;
    }

    /** The text as it may be recorded, by what was found in it. */
    String recordable(String text) {
        if (bareCredentials) {
            return RecordableText.WITHHELD;
        }
        return credentials ? RecordableText.withoutLiterals(text) : text;
    }

    boolean hasCredentials() {
        return credentials;
    }

    void wholeRows() {
        wholeRows = true;
    }

    void copyOut() {
        copyOut = true;
    }

    void alias(String alias) {
        rowNames.add(alias);
    }

    /** A relation whose rows are read; {@code query} if it is a WITH query's name. */
    void read(JsonNode rangeVar, boolean query) {
        mention(rangeVar);
        if (!query) {
            reads.add(name(rangeVar));
            effect(Effect.READ);
            opaque(rangeVar);
        }
    }

    /** A relation that is changed, itself or its rows. */
    void write(JsonNode rangeVar) {
        mention(rangeVar);
        writes.add(name(rangeVar));
        opaque(rangeVar);
        var schema = Tree.text(rangeVar, "schemaname");
        if (schema.equals("pg_catalog")
                || schema.equals("information_schema")
                || Tree.text(rangeVar, "relname").startsWith("pg_")) {
            effect(Effect.ADMIN);
            effect(Effect.UNKNOWN);
        }
    }

    /** An object that is changed, by name. */
    void writeNamed(String name) {
        writes.add(name);
        relationNames.add(name.substring(name.lastIndexOf('.') + 1));
    }

    void column(List<String> parts) {
        columns.add(String.join(".", parts));
        columnNames.add(parts.getLast());
        bareNames.add(parts.getLast());
    }

    void function(List<String> parts) {
        functions.add(String.join(".", parts));
    }

    private void mention(JsonNode rangeVar) {
        var name = Tree.text(rangeVar, "relname");
        relationNames.add(name);
        rowNames.add(name);
    }

    private void opaque(JsonNode rangeVar) {
        if (catalog.opaqueRelations().contains(Tree.text(rangeVar, "relname"))) {
            effect(Effect.UNKNOWN);
        }
    }

    private CommandFacts facts(String fingerprint) {
        return new CommandFacts(
                kinds.stream().map(kind -> kind.toUpperCase(Locale.ROOT)).toList(),
                List.copyOf(effects),
                List.copyOf(reads),
                List.copyOf(writes),
                List.copyOf(columns),
                use.read(),
                List.copyOf(columnsWritten),
                use.compared(),
                List.copyOf(functions),
                narrowed,
                destructive,
                null,
                fingerprint);
    }

    /** All of it, once the walk is over. */
    Analysis.Understood understood(String recordable, String fingerprint) {
        boolean rows = wholeRows || bareNames.stream().anyMatch(rowNames::contains);
        return new Analysis.Understood(
                facts(fingerprint),
                recordable,
                names.stream().map(naming -> naming.of(recordable, fingerprint)).toList(),
                new Mentions(relationNames, columnNames, rows, copyOut),
                outputs,
                settings);
    }
}
