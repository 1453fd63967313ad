package dev.holdpoint.policy.language.clause;

import dev.holdpoint.events.Effect;
import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.language.Fields;
import dev.holdpoint.policy.language.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a policy's {@code requests}. */
public final class RequestableReader {
    private static final String REQUESTS = "requests";
    private static final String EFFECTS = "effects";
    private static final List<String> FIELDS =
            List.of("name", "principal", EFFECTS, "longest", "justification", "approval");
    private static final List<String> APPROVAL = List.of("from", "expires", "justification");

    private RequestableReader() {}

    /** Reads them. */
    public static List<Requestable> read(String policy, Fields spec) {
        var names = new HashSet<String>();
        return spec.children(REQUESTS, FIELDS).stream()
                .map(entry -> requestable(policy, entry, names))
                .toList();
    }

    private static Requestable requestable(String policy, Fields entry, Set<String> names) {
        var name = DocumentReader.name(entry.text("name"));
        if (!names.add(name)) {
            throw entry.wrong(
                    "name",
                    "The name " + name + " is there twice in requests.",
                    "Give each a name of its own; requests are recorded with it.");
        }
        return new Requestable(
                policy + "/" + name,
                MatchReader.principal(entry),
                effects(entry),
                ApprovalReader.seconds(entry.text("longest")),
                entry.optionalText("justification").map(ApprovalReader::required).orElse(false),
                ApprovalReader.read(entry.child("approval", APPROVAL)));
    }

    /** For how long. */
    public static long seconds(Text text) {
        return ApprovalReader.seconds(text);
    }

    /** The effects that are asked for. */
    public static Set<Effect> effects(Fields entry) {
        var effects =
                entry.texts(EFFECTS).stream()
                        .map(effect -> effect.choice(Effect.class))
                        .collect(Collectors.toUnmodifiableSet());
        if (effects.isEmpty() || effects.contains(Effect.UNKNOWN)) {
            throw entry.wrong(
                    EFFECTS,
                    "What may be asked for names no effects, or unknown.",
                    "Add effects: [ read ]; what was not understood cannot be granted.");
        }
        return effects;
    }
}
