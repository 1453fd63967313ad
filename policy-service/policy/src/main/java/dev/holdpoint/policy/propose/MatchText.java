package dev.holdpoint.policy.propose;

import dev.holdpoint.policy.match.NamePattern;
import dev.holdpoint.policy.match.PrincipalMatch;
import dev.holdpoint.policy.match.RuleMatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A rule's match as a document writes it. */
final class MatchText {
    private MatchText() {}

    /** Its fields, those that are given, each as one line. */
    static List<String> fields(RuleMatch match) {
        var fields = new ArrayList<String>();
        var principal = principal(match.principal());
        if (!principal.isEmpty()) {
            fields.add("principal: { " + String.join(", ", principal) + " }");
        }
        words(fields, "effects", match.effects().stream().sorted());
        var relations = match.relations();
        names(fields, "tables", relations.any());
        names(fields, "reads", relations.reads());
        names(fields, "writes", relations.writes());
        var columns = match.columns();
        names(fields, "columns", columns.any());
        names(fields, "columnsRead", columns.read());
        names(fields, "columnsWritten", columns.written());
        names(fields, "predicateColumns", columns.predicate());
        names(fields, "functions", match.functions());
        texts(fields, "kinds", match.kinds());
        words(fields, "protocol", match.protocols().stream().sorted());
        return fields;
    }

    private static List<String> principal(PrincipalMatch principal) {
        var fields = new ArrayList<String>();
        words(fields, "kind", principal.kinds().stream().sorted());
        texts(fields, "groups", principal.groups());
        texts(fields, "subjects", principal.subjects());
        return fields;
    }

    private static void words(List<String> fields, String name, Stream<? extends Enum<?>> words) {
        var list = words.map(word -> word.name().toLowerCase(Locale.ROOT)).toList();
        if (!list.isEmpty()) {
            fields.add(name + ": [ " + String.join(", ", list) + " ]");
        }
    }

    private static void names(List<String> fields, String name, List<NamePattern> patterns) {
        if (!patterns.isEmpty()) {
            fields.add(name + ": " + Quoted.list(patterns.stream().map(String::valueOf).toList()));
        }
    }

    private static void texts(List<String> fields, String name, Collection<String> texts) {
        if (!texts.isEmpty()) {
            fields.add(name + ": " + Quoted.list(texts.stream().sorted().toList()));
        }
    }
}
