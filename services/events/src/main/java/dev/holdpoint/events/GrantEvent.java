package dev.holdpoint.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Grants, written by policy-service. */
public sealed interface GrantEvent extends HoldpointEvent {
    GrantId grant();

    /**
     * From here on it is in force.
     *
     * @param reason why somebody issued it over REST; null for a document
     */
    record GrantIssued(GrantId grant, GrantSpec spec, @Nullable String reason)
            implements GrantEvent {}

    record GrantNarrowed(GrantId grant, GrantSpec spec, String reason) implements GrantEvent {}

    /** Somebody looked at it and it may stay until the next date. */
    record GrantReviewed(GrantId grant, Instant reviewBy, String reason) implements GrantEvent {}

    /** Its review date has passed; it gives nothing until it is reviewed. */
    record GrantSuspended(GrantId grant) implements GrantEvent {}

    /**
     * It is over.
     *
     * @param lasting whether its document, unless it is changed, does not bring it back
     */
    record GrantRevoked(GrantId grant, String reason, boolean lasting) implements GrantEvent {}

    record GrantExpired(GrantId grant) implements GrantEvent {}

    /** People approved of it, and yet it was not given. */
    record GrantWithheld(GrantId grant, String reason) implements GrantEvent {}

    /**
     * Exactly one who may have a grant: nobody else of that name, and no agent on anybody else's
     * behalf.
     *
     * @param onBehalfOf the human an agent has to act for; null for who acts for nobody
     */
    record Recipient(PrincipalId who, @Nullable PrincipalId onBehalfOf) {
        public static Recipient of(Principal principal) {
            return new Recipient(principal.id(), principal.onBehalfOf());
        }
    }

    /**
     * Who may have which effects on what, until when.
     *
     * @param subjects subjects of principals
     * @param groups groups whose members are meant
     * @param targets target names; empty if selected by labels
     * @param labels all of them must be on the target; empty if selected by name
     * @param effects the effects covered; a held write needs WRITE here, too
     * @param owner who answers for this grant
     * @param expiresAt from then on it is void; null for a standing grant
     * @param reviewBy from then on it is suspended until reviewed
     * @param origin {@code file}, {@code rest} or {@code approval}; {@code campaign} is kept for
     *     grants of those
     * @param role the role of its document, which gives targets and effects; null if it has its own
     * @param issuedBy who issued it over REST, or approved it last; for them and for their agents
     *     it is void. Null of a document's
     * @param recipient who asked for it, who has it besides subjects and groups; null if nobody did
     */
    record GrantSpec(
            List<String> subjects,
            List<String> groups,
            List<TargetName> targets,
            Map<String, String> labels,
            List<Effect> effects,
            String owner,
            @Nullable Instant expiresAt,
            @Nullable Instant reviewBy,
            String origin,
            @Nullable String role,
            @Nullable PrincipalId issuedBy,
            @Nullable Recipient recipient) {
        public GrantSpec {
            subjects = List.copyOf(subjects);
            groups = List.copyOf(groups);
            targets = List.copyOf(targets);
            labels = Map.copyOf(labels);
            effects = List.copyOf(effects);
        }

        /** The same with another review date. */
        public GrantSpec reviewedUntil(Instant next) {
            return new GrantSpec(
                    subjects, groups, targets, labels, effects, owner, expiresAt, next, origin,
                    role, issuedBy, recipient);
        }

        /** The same with the targets and effects of another. */
        public GrantSpec reaching(GrantSpec other) {
            return new GrantSpec(
                    subjects,
                    groups,
                    other.targets,
                    other.labels,
                    other.effects,
                    owner,
                    expiresAt,
                    reviewBy,
                    origin,
                    role,
                    issuedBy,
                    recipient);
        }
    }
}
