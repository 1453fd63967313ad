package dev.holdpoint.policy.trial;

import dev.holdpoint.events.Principal;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.language.Fields;
import dev.holdpoint.policy.language.Text;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the cases of one document, which share what it says once. */
final class CaseReader {
    private static final List<String> CASE =
            List.of(
                    "name",
                    "principal",
                    "target",
                    "at",
                    "sql",
                    "estimatedRows",
                    "facts",
                    AskedReader.REQUEST,
                    "session",
                    "justification",
                    "tags",
                    "expect");
    private static final List<String> SESSION =
            List.of(
                    "applicationName",
                    "clientAddress",
                    "commandsLastMinute",
                    "rowsReturned",
                    "rowsWritten");
    private static final SessionUse FIRST_COMMAND = new SessionUse("", "", 1, 0, 0);

    private final String target;
    private final Optional<Instant> at;
    private final Map<String, Principal> principals;

    /**
     * @param target of cases that name none; may be empty
     * @param at of cases that name none; at most one
     */
    CaseReader(String target, List<Instant> at, Map<String, Principal> principals) {
        this.target = target;
        this.at = at.stream().findFirst();
        this.principals = principals;
    }

    List<Case> cases(Fields spec) {
        var cases = spec.children("cases", CASE).stream().map(this::one).toList();
        if (cases.isEmpty()) {
            throw spec.wrong("cases", "There are no cases.", "Add one, or delete the file.");
        }
        var names = new HashSet<String>();
        for (var one : cases) {
            if (!names.add(one.name())) {
                throw spec.wrong(
                        "cases",
                        "The case " + one.name() + " is there twice.",
                        "Give each a name of its own; reports name them.");
            }
        }
        return cases;
    }

    private Case one(Fields fields) {
        return new Case(
                fields.text("name").value(),
                fields.place(),
                fields.optionalText("at").map(Text::instant).or(() -> at).orElse(null),
                principal(fields),
                new TargetName(target(fields)),
                AskedReader.read(fields),
                fields.optionalChild("session", SESSION).map(CaseReader::use).orElse(FIRST_COMMAND),
                fields.optionalText("justification").map(Text::value).orElse(null),
                fields.free("tags"),
                ExpectationReader.read(fields.child("expect", ExpectationReader.FIELDS)));
    }

    private String target(Fields fields) {
        return target.isEmpty() || fields.has("target") ? fields.text("target").value() : target;
    }

    private Principal principal(Fields fields) {
        var word = fields.word("principal");
        if (word.isEmpty()) {
            return PrincipalReader.read(fields.child("principal", PrincipalReader.FIELDS));
        }
        var subject = word.get().value();
        var known = principals.get(subject);
        if (known == null) {
            throw word.get()
                    .wrong(
                            "No principal " + subject + " is described.",
                            "Known: %s. Add it to spec.principals, or write it out here."
                                    .formatted(String.join(", ", principals.keySet())));
        }
        return known;
    }

    private static SessionUse use(Fields session) {
        return new SessionUse(
                session.optionalText("applicationName").map(Text::value).orElse(""),
                session.optionalText("clientAddress").map(Text::value).orElse(""),
                CommandReader.count(session, "commandsLastMinute").orElse(1L),
                CommandReader.count(session, "rowsReturned").orElse(0L),
                CommandReader.count(session, "rowsWritten").orElse(0L));
    }
}
