package dev.holdpoint.policy.revision;

import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.events.PolicyEvent;
import dev.holdpoint.events.PolicyEvent.PolicyActivated;
import dev.holdpoint.events.PolicyEvent.PolicyPublished;
import dev.holdpoint.events.PolicyEvent.PolicyRetired;
import dev.holdpoint.events.PolicyEvent.PolicyShadowed;
import dev.holdpoint.events.PolicyEvent.PolicySource;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.revision.KnownRevision.State;
import dev.holdpoint.policy.revision.Seals.Standing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The fold of the revisions' streams. A publication or activation that this service did not sign,
 * or that was signed for something else, counts for nothing; so does an activation that comes a
 * second time. Unsigned ones, from before there were signatures, count until the first signed one.
 * What decided is retired by the activation of another revision, and by nothing else.
 */
final class RevisionBook {
    private static final Logger LOG = Logger.getLogger(RevisionBook.class);

    private final Seals seals;
    private final Strangers strangers;
    private final Map<RevisionId, KnownRevision> known = new LinkedHashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private final Set<RevisionId> decided = new HashSet<>();
    private @Nullable RevisionId active;
    private @Nullable RevisionId former;
    private @Nullable RevisionId shadow;
    private @Nullable RevisionId filed;
    private @Nullable String doubt;
    private long activations;
    private boolean signed;

    RevisionBook(Seals seals) {
        this.seals = seals;
        this.strangers = new Strangers(seals.mayBeginAnew());
    }

    Revisions at(long sequence) {
        return new Revisions(
                List.copyOf(known.values()),
                active,
                former,
                shadow,
                filed,
                decided,
                activations,
                strangers.areUnknown(),
                strangers.areDisowned(),
                sequence);
    }

    /** The sources of the revision that decides, if there is one and they are what was signed. */
    Optional<KnownRevision> active() {
        return Optional.ofNullable(strangers.areUnknown() ? null : active).map(known::get);
    }

    /** The revision that is asked beside it. */
    Optional<KnownRevision> shadow() {
        return Optional.ofNullable(strangers.areUnknown() ? null : shadow).map(known::get);
    }

    /** The last event since the last activation that counted for nothing, and why; null if none. */
    @Nullable String doubt() {
        return doubt;
    }

    void apply(PolicyEvent event, Envelope<?> envelope) {
        switch (event) {
            case PolicyPublished published -> publish(published, envelope);
            case PolicyActivated activated -> activate(activated, envelope);
            case PolicyShadowed(var revision, _) -> shadow(revision, envelope);
            case PolicyRetired(var revision) -> retire(revision, envelope);
        }
    }

    private void publish(PolicyPublished event, Envelope<?> envelope) {
        var revision = event.revision();
        var standing = seen(seals.of(event, envelope.actor()));
        if (!SourceDigest.of(event.sources()).value().equals(revision.value())) {
            ignore(envelope, revision, "its documents are not those of its digest");
        } else if (isRefused(standing)) {
            ignore(envelope, revision, "its publication is " + words(standing));
        } else {
            signed |= standing.isSigned();
            known.compute(revision, (_, before) -> published(before, event, envelope, standing));
            if (event.origin().equals(Origin.FILE)) {
                filed = revision;
            }
        }
    }

    private KnownRevision published(
            @Nullable KnownRevision before,
            PolicyPublished event,
            Envelope<?> envelope,
            Standing standing) {
        boolean vouched = standing.isSigned();
        if (before != null) {
            var all = Stream.concat(before.people().stream(), people(event, envelope.actor()));
            return before.again(vouched, all.distinct().toList());
        }
        return new KnownRevision(
                event.revision(),
                known.size() + 1L,
                event.sources().stream().map(this::shared).toList(),
                event.origin(),
                envelope.actor(),
                people(event, envelope.actor()).toList(),
                envelope.time(),
                vouched,
                State.PUBLISHED,
                envelope.time(),
                envelope.actor());
    }

    /** Revisions have most of their documents in common. */
    private PolicySource shared(PolicySource source) {
        var text = texts.computeIfAbsent(source.yaml(), same -> same);
        return new PolicySource(source.name(), text);
    }

    private static Stream<PrincipalId> people(PolicyPublished event, Actor actor) {
        var issuer = actor.issuer();
        return Stream.concat(
                issuer == null ? Stream.of() : Stream.of(new PrincipalId(issuer, actor.subject())),
                Stream.ofNullable(event.onBehalfOf()));
    }

    private void activate(PolicyActivated event, Envelope<?> envelope) {
        var revision = event.revision();
        var standing = seen(seals.of(event, envelope.actor()));
        if (isRefused(standing)) {
            ignore(envelope, revision, "its activation is " + words(standing));
        } else if (standing.isSigned() && event.number() <= activations) {
            ignore(envelope, revision, "its activation was there before");
        } else {
            signed |= standing.isSigned();
            if (standing.isSigned()) {
                strangers.activated(standing, event.number(), activations);
            }
            activations = Math.max(activations, event.number());
            replace(revision, envelope);
        }
    }

    private void replace(RevisionId revision, Envelope<?> envelope) {
        if (active != null && !revision.equals(active)) {
            move(active, State.RETIRED, envelope);
            former = active;
        }
        active = revision;
        decided.add(revision);
        shadow = revision.equals(shadow) ? null : shadow;
        doubt = known.containsKey(revision) ? null : doubt;
        move(revision, State.ACTIVE, envelope);
    }

    /** It decides nothing, and so needs no signature but that of its publication. */
    private void shadow(RevisionId revision, Envelope<?> envelope) {
        if (!revision.equals(active)) {
            shadow = revision;
            move(revision, State.SHADOW, envelope);
        }
    }

    /** Ends a trial; what decided was retired by the activation of another one. */
    private void retire(RevisionId revision, Envelope<?> envelope) {
        if (revision.equals(active)) {
            ignore(envelope, revision, "only the activation of another one retires it");
        } else if (revision.equals(shadow)) {
            shadow = null;
            move(revision, decided.contains(revision) ? State.RETIRED : State.PUBLISHED, envelope);
        }
    }

    private void move(RevisionId revision, State state, Envelope<?> envelope) {
        known.computeIfPresent(
                revision, (_, before) -> before.in(state, envelope.time(), envelope.actor()));
    }

    /** Takes note of whose signatures there are. */
    Standing seen(Standing standing) {
        strangers.seen(standing);
        signed |= standing == Standing.STRANGE;
        return standing;
    }

    private boolean isRefused(Standing standing) {
        return switch (standing) {
            case OWN, TRUSTED -> false;
            case UNSIGNED -> signed;
            case STRANGE, FORGED -> true;
        };
    }

    private static String words(Standing standing) {
        return switch (standing) {
            case OWN, TRUSTED -> "signed";
            case UNSIGNED -> "not signed, which all are since the first that was";
            case STRANGE -> "not signed by a key this service trusts";
            case FORGED -> "signed for something else, or not at all";
        };
    }

    private void ignore(Envelope<?> envelope, RevisionId revision, String why) {
        doubt = "an event of revision %s counts for nothing: %s".formatted(revision, why);
        LOG.errorf(
                "an event counts for nothing: revision=%s stream=%s sequence=%d id=%s cause=%s",
                revision, envelope.stream(), envelope.sequence(), envelope.id(), why);
    }
}
