package dev.holdpoint.policy.language;

import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.TargetName;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Reads documents of kind Grant. */
final class GrantReader {
    private static final List<String> SPEC =
            List.of("subjects", "groups", "targets", "effects", "owner", "expiresAt", "reviewBy");

    private GrantReader() {}

    static GrantDocument read(String name, Fields top) {
        var grant = grant(top.child("spec", SPEC));
        return new GrantDocument(new GrantId(name), top.place(), grant);
    }

    private static GrantSpec grant(Fields spec) {
        var subjects = spec.texts("subjects").stream().map(Text::value).toList();
        var groups = spec.texts("groups").stream().map(Text::value).toList();
        if (subjects.isEmpty() && groups.isEmpty()) {
            throw spec.wrong("subjects", "The grant is for nobody.", "Add subjects or groups.");
        }
        var targets = targets(spec);
        return new GrantSpec(
                subjects,
                groups,
                names(targets),
                targets.free("labels"),
                effects(spec),
                spec.text("owner").value(),
                spec.optionalText("expiresAt").map(GrantReader::instant).orElse(null),
                spec.optionalText("reviewBy").map(GrantReader::instant).orElse(null),
                "file");
    }

    private static Fields targets(Fields spec) {
        var targets = spec.child("targets", SelectorReader.FIELDS);
        if (targets.texts("names").isEmpty() == targets.free("labels").isEmpty()) {
            throw new InvalidDocuments(
                    targets.place(),
                    "targets must have either names or labels.",
                    "Write targets: { names: [ payments ] } or { labels: { data: payments } }.");
        }
        return targets;
    }

    private static List<TargetName> names(Fields targets) {
        return targets.texts("names").stream()
                .map(name -> new TargetName(DocumentReader.name(name)))
                .toList();
    }

    private static List<Effect> effects(Fields spec) {
        var effects =
                spec.texts("effects").stream()
                        .map(effect -> effect.choice(Effect.class))
                        .distinct()
                        .sorted()
                        .toList();
        if (effects.isEmpty() || effects.contains(Effect.UNKNOWN)) {
            throw spec.wrong(
                    "effects",
                    "The grant names no effects, or unknown.",
                    "Add effects: [ read ]; what was not understood cannot be granted.");
        }
        return effects;
    }

    private static Instant instant(Text text) {
        try {
            return text.value().contains("T")
                    ? Instant.parse(text.value())
                    : LocalDate.parse(text.value()).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException _) {
            throw text.wrong(
                    text.value() + " is not a point in time.",
                    "Write 2027-01-31 (midnight UTC) or 2027-01-31T18:00:00Z.");
        }
    }
}
