package dev.holdpoint.policy.language;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.events.PrincipalId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads documents of kind Grant. */
final class GrantReader {
    static final String SUBJECTS = "subjects";
    static final String GROUPS = "groups";
    static final String EXPIRES_AT = "expiresAt";
    static final String REVIEW_BY = "reviewBy";
    private static final String ROLE = "role";
    private static final List<String> SPEC =
            List.of(
                    SUBJECTS,
                    GROUPS,
                    ROLE,
                    Reach.TARGETS,
                    Reach.EFFECTS,
                    "owner",
                    EXPIRES_AT,
                    REVIEW_BY);

    private GrantReader() {}

    static GrantDocument read(String name, Fields top, Roles roles) {
        var spec = top.child("spec", SPEC);
        var role = spec.optionalText(ROLE).map(Text::value).orElse(null);
        var grant = grant(spec, reach(spec, roles), new Source(Origin.FILE, role, null));
        return new GrantDocument(new GrantId(name), top.place(), grant);
    }

    /** Where a grant comes from, as its specification has it. */
    record Source(String origin, @Nullable String role, @Nullable PrincipalId issuedBy) {}

    static GrantSpec grant(Fields spec, Reach reach, Source source) {
        var subjects = words(spec, SUBJECTS);
        var groups = words(spec, GROUPS);
        if (subjects.isEmpty() && groups.isEmpty()) {
            throw spec.wrong(SUBJECTS, "The grant is for nobody.", "Add subjects or groups.");
        }
        return new GrantSpec(
                subjects,
                groups,
                reach.targets(),
                reach.labels(),
                reach.effects(),
                spec.text("owner").value(),
                spec.optionalText(EXPIRES_AT).map(Text::instant).orElse(null),
                spec.optionalText(REVIEW_BY).map(Text::instant).orElse(null),
                source.origin(),
                source.role(),
                source.issuedBy(),
                null);
    }

    static List<String> words(Fields spec, String name) {
        return spec.texts(name).stream().map(Text::value).toList();
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
