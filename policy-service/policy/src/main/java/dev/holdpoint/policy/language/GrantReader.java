package dev.holdpoint.policy.language;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import java.util.List;

/** Reads documents of kind Grant. */
final class GrantReader {
    private static final String ROLE = "role";
    private static final List<String> SPEC =
            List.of(
                    "subjects",
                    "groups",
                    ROLE,
                    Reach.TARGETS,
                    Reach.EFFECTS,
                    "owner",
                    "expiresAt",
                    "reviewBy");

    private GrantReader() {}

    static GrantDocument read(String name, Fields top, Roles roles) {
        var grant = grant(top.child("spec", SPEC), roles);
        return new GrantDocument(new GrantId(name), top.place(), grant);
    }

    private static GrantSpec grant(Fields spec, Roles roles) {
        var subjects = spec.texts("subjects").stream().map(Text::value).toList();
        var groups = spec.texts("groups").stream().map(Text::value).toList();
        if (subjects.isEmpty() && groups.isEmpty()) {
            throw spec.wrong("subjects", "The grant is for nobody.", "Add subjects or groups.");
        }
        var reach = reach(spec, roles);
        return new GrantSpec(
                subjects,
                groups,
                reach.targets(),
                reach.labels(),
                reach.effects(),
                spec.text("owner").value(),
                spec.optionalText("expiresAt").map(Text::instant).orElse(null),
                spec.optionalText("reviewBy").map(Text::instant).orElse(null),
                "file");
    }

    private static Reach reach(Fields spec, Roles roles) {
        var role = spec.optionalText(ROLE);
        if (role.isEmpty()) {
            return Reach.read(spec);
        }
        if (spec.has(Reach.TARGETS) || spec.has(Reach.EFFECTS)) {
            throw role.get()
                    .wrong(
                            "The grant has a role and targets or effects of its own.",
                            "Keep the role, or write both targets and effects instead of it.");
        }
        return roles.reach(role.get());
    }
}
