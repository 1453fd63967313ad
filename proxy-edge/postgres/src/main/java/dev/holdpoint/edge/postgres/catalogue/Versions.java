package dev.holdpoint.edge.postgres.catalogue;

import dev.holdpoint.events.CommandFacts;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells definitions of a target's objects from those they had before: of a relation which one it
 * is, its columns, defaults, rules, triggers, policies and constraints.
 *
 * @param relations by {@code schema.name}, and by name for all relations that have it
 * @param code of all functions, operators, casts and types together that are not PostgreSQL's own
 */
public record Versions(Map<String, Long> relations, long code) {
    /** Of a target nothing is known of. */
    public static final Versions NONE = new Versions(Map.of(), 0);

    public Versions {
        relations = Map.copyOf(relations);
    }

    /** Of relations by schema and by name. */
    public static Versions of(Map<String, Map<String, Long>> bySchema, long code) {
        var all = new HashMap<String, Long>();
        bySchema.forEach(
                (schema, relations) ->
                        relations.forEach(
                                (name, version) -> {
                                    all.put(schema + "." + name, version);
                                    all.merge(name, version, (one, other) -> one ^ other);
                                }));
        return new Versions(all, code);
    }

    /** What differs once anything a command reads, writes or may run is another. */
    public String of(CommandFacts facts) {
        return of(facts, code);
    }

    /** What differs once a relation a command reads or writes is another. */
    public String ofRelations(CommandFacts facts) {
        return of(facts, 0);
    }

    private String of(CommandFacts facts, long start) {
        long version = start;
        for (var name : facts.reads()) {
            version = 31 * version + relations.getOrDefault(name, 0L);
        }
        for (var name : facts.writes()) {
            version = 31 * version + relations.getOrDefault(name, 0L);
        }
        return Long.toHexString(version);
    }
}
