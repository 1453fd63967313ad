package dev.holdpoint.edge.postgres.session.kept;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.Mentions;
import dev.holdpoint.sql.NameChange;
import dev.holdpoint.sql.SessionName;
import dev.holdpoint.sql.text.RecordableText;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The prepared statements and cursors of a session, by name, whichever way they were made: a
 * command that runs one is judged by what the name stands for. A name is only ever forgotten by
 * being given anew, so that a failed PREPARE cannot hide what the name still means at the target.
 */
public final class SessionNames {
    private static final int MAX_NAMES = 10_000;

    private final Map<String, Set<Prepared>> prepared = new HashMap<>();
    private final Map<String, Set<Prepared>> cursors = new HashMap<>();
    private final KeptMemory.@Nullable Share kept;

    /**
     * @param kept what the session keeps; null for names nobody keeps
     */
    public SessionNames(KeptMemory.@Nullable Share kept) {
        this.kept = kept;
    }

    /** Resolves a text against the names as they stand, and those it makes itself. */
    public Resolved resolve(String text, Analysis analysis) {
        return switch (analysis) {
            case Analysis.NotUnderstood(var facts, var recordable, var reason, _) ->
                    new Resolved(
                            List.of(text),
                            recordable,
                            List.of(),
                            true,
                            facts,
                            null,
                            NONE,
                            List.of(),
                            reason,
                            null,
                            NameChange.NONE,
                            true,
                            Set.of());
            case Analysis.Understood understood ->
                    understood.names().isEmpty()
                            ? nameless(text, understood)
                            : resolve(text, understood);
        };
    }

    private static Resolved nameless(String text, Analysis.Understood understood) {
        return new Resolved(
                List.of(text),
                understood.recordableText(),
                List.of(),
                understood.concealed(),
                understood.facts(),
                understood.statements(),
                understood.mentions(),
                understood.outputs(),
                null,
                understood.unclear(),
                understood.change(),
                understood.uncounted(),
                Set.of());
    }

    private static final Mentions NONE = new Mentions(Set.of(), Set.of(), false, false);

    private Resolved resolve(String text, Analysis.Understood understood) {
        var made = new SessionNames(null);
        var used = new LinkedHashSet<Prepared>();
        var missing = objection();
        for (int part = 0; part < understood.names().size(); part++) {
            switch (understood.names().get(part)) {
                case SessionName.Prepare(var as, var inner) ->
                        made.give(made.prepared, as, Prepared.named(text, inner, part), true);
                case SessionName.Declare(var as, var inner) ->
                        made.give(made.cursors, as, Prepared.named(text, inner, part), true);
                case SessionName.Execute(var as) ->
                        missing = use(as, made.prepared, prepared, used, missing);
                case SessionName.Fetch(var as) ->
                        missing = use(as, made.cursors, cursors, used, missing);
            }
        }
        var all = Stream.concat(Stream.of(new Prepared(text, understood)), used.stream()).toList();
        boolean concealed = understood(all).anyMatch(Analysis.Understood::concealed);
        return new Resolved(
                all.stream().map(Prepared::text).distinct().toList(),
                concealed && !understood.concealed()
                        ? RecordableText.withoutLiterals(text)
                        : understood.recordableText(),
                AsOne.distinct(
                        used.stream()
                                .filter(meant -> !meant.text().equals(text))
                                .map(meant -> meant.analysis().recordableText())),
                concealed,
                facts(understood.facts(), used),
                understood.statements(),
                AsOne.mentions(understood(all).map(Analysis.Understood::mentions)),
                List.of(),
                missing,
                AsOne.first(understood(all).map(Analysis.Understood::unclear)),
                AsOne.change(understood(all).map(Analysis.Understood::change)),
                understood(all).anyMatch(Analysis.Understood::uncounted),
                used.stream().map(Prepared::reading).collect(Collectors.toSet()));
    }

    private static @Nullable String use(
            String name,
            Map<String, Set<Prepared>> made,
            Map<String, Set<Prepared>> known,
            Set<Prepared> used,
            @Nullable String missing) {
        var meant =
                Stream.of(made, known)
                        .flatMap(names -> names.getOrDefault(name, Set.of()).stream())
                        .toList();
        used.addAll(meant);
        return meant.isEmpty() && missing == null
                ? "nothing named \"" + RecordableText.value(name) + "\" was made in this session"
                : missing;
    }

    /** Takes over the names a text made; after a failure the former meanings stay possible. */
    void ran(String text, Analysis analysis, boolean failed) {
        if (analysis instanceof Analysis.Understood understood) {
            for (int part = 0; part < understood.names().size(); part++) {
                switch (understood.names().get(part)) {
                    case SessionName.Prepare(var as, var inner) ->
                            give(prepared, as, Prepared.named(text, inner, part), failed);
                    case SessionName.Declare(var as, var inner) ->
                            give(cursors, as, Prepared.named(text, inner, part), failed);
                    case SessionName.Execute _, SessionName.Fetch _ -> {}
                }
            }
        }
    }

    /** As above for what a portal stood for. */
    public void ran(Set<Prepared> meanings, boolean failed) {
        meanings.forEach(
                meant -> ran(meant.text(), meant.analysis(), failed || meanings.size() > 1));
    }

    /** What a name stands for is understood anew, unless it was given anew meanwhile. */
    public void renew(String name, Set<Prepared> before, Set<Prepared> after) {
        if (prepared.replace(name, before, after)) {
            keep(length(after) - length(before));
        }
    }

    /** The target took a Parse: the name means this and nothing else. */
    public void parsed(String name, Prepared meaning) {
        put(prepared, name, Set.of(meaning));
    }

    /** The target took a Bind: the portal is a cursor by that name. */
    public void bound(String portal, Set<Prepared> meanings) {
        put(cursors, portal, Set.copyOf(meanings));
    }

    /** The target confirmed that the name means nothing any more. */
    public void closedStatement(String name) {
        keep(-length(prepared.remove(name)));
    }

    /** As above, of a portal or cursor. */
    public void closedPortal(String name) {
        keep(-length(cursors.remove(name)));
    }

    /** What a prepared statement may stand for; empty if there is none. */
    public Set<Prepared> prepared(String name) {
        return prepared.getOrDefault(name, Set.of());
    }

    /** What a portal or cursor may stand for; empty if there is none. */
    public Set<Prepared> cursor(String name) {
        return cursors.getOrDefault(name, Set.of());
    }

    /** Why no more may be made; null if they may. */
    public @Nullable String objection() {
        return prepared.size() + cursors.size() >= MAX_NAMES
                ? "too many prepared statements and portals in this session"
                : kept == null ? null : kept.objection();
    }

    /** The session keeps more, or less. */
    public void keep(long characters) {
        if (kept != null) {
            kept.keep(characters);
        }
    }

    /** The session is over. */
    public void close() {
        if (kept != null) {
            kept.close();
        }
    }

    /** All that {@code meanings}, and the names they use, may do, as one. */
    public Resolved union(Set<Prepared> meanings) {
        var each = meanings.stream().map(meant -> resolve(meant.text(), meant.analysis())).toList();
        var first = each.getFirst();
        if (each.size() == 1) {
            return first;
        }
        return new Resolved(
                AsOne.distinct(each.stream().flatMap(resolved -> resolved.texts().stream())),
                first.recordable(),
                AsOne.distinct(each.stream().flatMap(SessionNames::texts)).stream()
                        .skip(1)
                        .toList(),
                each.stream().anyMatch(Resolved::concealed),
                AsOne.facts(each.stream().map(Resolved::facts).toList()),
                null,
                AsOne.mentions(each.stream().map(Resolved::mentions)),
                List.of(),
                AsOne.first(each.stream().map(Resolved::notUnderstood)),
                AsOne.first(each.stream().map(Resolved::unclear)),
                AsOne.change(each.stream().map(Resolved::change)),
                each.stream().anyMatch(Resolved::uncounted),
                each.stream()
                        .flatMap(resolved -> resolved.under().stream())
                        .collect(Collectors.toSet()));
    }

    private void put(Map<String, Set<Prepared>> names, String name, Set<Prepared> meanings) {
        keep(length(meanings) - length(names.put(name, meanings)));
    }

    private static long length(@Nullable Set<Prepared> meanings) {
        return meanings == null ? 0 : meanings.stream().mapToLong(Prepared::size).sum();
    }

    private void give(
            Map<String, Set<Prepared>> names, String name, Prepared meaning, boolean keepFormer) {
        var meanings = new LinkedHashSet<Prepared>();
        if (keepFormer) {
            meanings.addAll(names.getOrDefault(name, Set.of()));
        }
        meanings.add(meaning);
        put(names, name, meanings);
    }

    private static CommandFacts facts(CommandFacts own, Set<Prepared> used) {
        return used.isEmpty()
                ? own
                : AsOne.facts(
                        Stream.concat(Stream.of(own), used.stream().map(p -> p.analysis().facts()))
                                .toList());
    }

    /** Only of such are there names. */
    private static Stream<Analysis.Understood> understood(List<Prepared> all) {
        return all.stream()
                .map(Prepared::analysis)
                .filter(Analysis.Understood.class::isInstance)
                .map(Analysis.Understood.class::cast);
    }

    private static Stream<String> texts(Resolved resolved) {
        return Stream.concat(Stream.of(resolved.recordable()), resolved.runs().stream());
    }
}
