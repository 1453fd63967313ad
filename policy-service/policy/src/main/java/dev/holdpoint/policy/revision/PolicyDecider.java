package dev.holdpoint.policy.revision;

import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.events.PolicyEvent;
import dev.holdpoint.events.PolicyEvent.PolicyActivated;
import dev.holdpoint.events.PolicyEvent.PolicyPublished;
import dev.holdpoint.events.PolicyEvent.PolicyRetired;
import dev.holdpoint.events.PolicyEvent.PolicyShadowed;
import dev.holdpoint.events.PolicyEvent.PolicySource;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.policy.revision.KnownRevision.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of revisions. One is active at most: to activate another retires it.
 *
 * <pre>
 * PUBLISHED --Activate--> ACTIVE --another is activated--> RETIRED --Activate--> ACTIVE
 * PUBLISHED, RETIRED --Try--> SHADOW --Activate--> ACTIVE
 *                             SHADOW --another, or none, is tried--> PUBLISHED
 * </pre>
 */
final class PolicyDecider {
    /** What the names of all streams of revisions begin with. */
    static final String STREAMS = "policy/";

    /** What may be asked. */
    sealed interface Action {
        /** Somebody publishes documents; they decide nothing yet. */
        record Publish(RevisionId revision, List<PolicySource> sources, Principal by)
                implements Action {}

        /**
         * Somebody has a published revision decide.
         *
         * @param expected the one that is to be active until then
         * @param fourEyes whether it must be another person than who published it
         */
        record Activate(RevisionId revision, RevisionId expected, Principal by, boolean fourEyes)
                implements Action {}

        /**
         * Somebody has a published revision asked beside the active one.
         *
         * @param revision null to end it
         */
        record Try(@Nullable RevisionId revision, Principal by) implements Action {}

        /**
         * A directory has these documents.
         *
         * @param fourEyes whether a person is to activate them
         */
        record Keep(RevisionId revision, List<PolicySource> sources, boolean fourEyes)
                implements Action {}
    }

    private PolicyDecider() {}

    static StreamId stream(RevisionId revision) {
        return new StreamId(STREAMS + revision.value());
    }

    /**
     * The events that follow.
     *
     * @throws RevisionRefused if the action is not allowed
     */
    static List<PolicyEvent> decide(Revisions now, Action action) {
        if (now.estranged()) {
            throw new RevisionRefused.StrangeKey();
        }
        return switch (action) {
            case Action.Publish(var revision, var sources, var by) ->
                    isPublishedBy(now, revision, by)
                            ? List.of()
                            : List.of(published(revision, sources, Origin.REST, by.onBehalfOf()));
            case Action.Activate activate -> activate(now, activate);
            case Action.Try(var revision, var by) -> shadow(now, revision, by);
            case Action.Keep keep -> keep(now, keep);
        };
    }

    private static List<PolicyEvent> activate(Revisions now, Action.Activate action) {
        var revision = action.revision();
        if (!now.current().equals(action.expected())) {
            throw new RevisionRefused.Overtaken(action.expected(), now.current());
        }
        var known = signed(now, revision);
        if (action.fourEyes()) {
            requireSecondPerson(known, action.by());
        }
        requireNoAgent(action.by());
        return revision.equals(now.active())
                ? List.of()
                : activation(now, revision, action.by().onBehalfOf());
    }

    private static KnownRevision signed(Revisions now, RevisionId revision) {
        var known = now.get(revision);
        if (!known.signed()) {
            throw new RevisionRefused.Unsigned(revision);
        }
        return known;
    }

    private static List<PolicyEvent> shadow(
            Revisions now, @Nullable RevisionId revision, Principal by) {
        var before = now.shadow();
        if (Objects.equals(revision, before)) {
            return List.of();
        }
        var events = new ArrayList<PolicyEvent>();
        if (before != null) {
            events.add(new PolicyRetired(before));
        }
        if (revision != null) {
            if (revision.equals(now.active())) {
                throw new RevisionRefused.AlreadyActive(revision);
            }
            events.add(new PolicyShadowed(signed(now, revision).id(), by.onBehalfOf()));
        }
        return List.copyOf(events);
    }

    /** An agent may publish what a person then reads; it has nothing decide, however many eyes. */
    private static void requireNoAgent(Principal by) {
        if (by.kind() == PrincipalKind.AGENT || by.onBehalfOf() != null) {
            throw new RevisionRefused.NotAPerson();
        }
    }

    private static void requireSecondPerson(KnownRevision revision, Principal by) {
        if (people(by).anyMatch(revision.people()::contains)) {
            throw new RevisionRefused.SamePerson();
        }
        if (by.kind() != PrincipalKind.HUMAN || by.onBehalfOf() != null) {
            throw new RevisionRefused.NotAPerson();
        }
    }

    /** A principal and whom it acts for. */
    static Stream<PrincipalId> people(Principal principal) {
        return Stream.of(principal.id(), principal.onBehalfOf()).filter(Objects::nonNull);
    }

    /** What a person chose stays until the directory has other documents than it last had. */
    private static List<PolicyEvent> keep(Revisions now, Action.Keep action) {
        var revision = action.revision();
        boolean news = !revision.equals(now.filed());
        if (news && action.sources().isEmpty() && now.active() != null) {
            return now.disowned() ? vouched(now) : List.of();
        }
        boolean active = revision.equals(now.active());
        boolean wanted = active ? !now.isActiveSigned() : news || now.active() == null;
        var events = new ArrayList<PolicyEvent>();
        if (news || !isSigned(now, revision)) {
            events.add(published(revision, action.sources(), Origin.FILE, null));
        }
        if (wanted && (active || !action.fourEyes())) {
            events.addAll(activation(now, revision, null));
        } else if (now.disowned()) {
            events.addAll(vouched(now));
        }
        return List.copyOf(events);
    }

    /** What decides goes on, by an activation of this service's key. */
    private static List<PolicyEvent> vouched(Revisions now) {
        return now.find(now.current())
                .filter(KnownRevision::signed)
                .map(known -> activation(now, known.id(), null))
                .orElse(List.of());
    }

    /** Who publishes what others have published vouches for it as they do. */
    private static boolean isPublishedBy(Revisions now, RevisionId revision, Principal by) {
        return now.find(revision)
                .filter(known -> known.signed() && people(by).allMatch(known.people()::contains))
                .isPresent();
    }

    private static boolean isSigned(Revisions now, RevisionId revision) {
        return now.find(revision).filter(KnownRevision::signed).isPresent();
    }

    private static PolicyPublished published(
            RevisionId revision,
            List<PolicySource> sources,
            String origin,
            @Nullable PrincipalId onBehalfOf) {
        return new PolicyPublished(revision, sources, origin, onBehalfOf, null);
    }

    private static List<PolicyEvent> activation(
            Revisions now, RevisionId revision, @Nullable PrincipalId onBehalfOf) {
        var events = new ArrayList<PolicyEvent>();
        events.add(new PolicyActivated(revision, now.activations() + 1, onBehalfOf, null));
        now.all().stream()
                .filter(known -> known.state() == State.ACTIVE && !known.id().equals(revision))
                .forEach(known -> events.add(new PolicyRetired(known.id())));
        return List.copyOf(events);
    }
}
