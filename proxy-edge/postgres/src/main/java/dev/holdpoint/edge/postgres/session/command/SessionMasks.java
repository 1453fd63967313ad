package dev.holdpoint.edge.postgres.session.command;

import dev.holdpoint.edge.mask.MaskKey;
import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.edge.postgres.catalogue.TargetCatalog;
import dev.holdpoint.edge.postgres.mask.MaskPlan;
import dev.holdpoint.edge.postgres.mask.MaskedOrigins;
import dev.holdpoint.edge.postgres.mask.TextGuard;
import dev.holdpoint.edge.postgres.session.kept.Resolved;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Obligation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is masked of the answers to a session's commands. */
final class SessionMasks {
    /** Effects that change what a snapshot shows. */
    private static final Set<Effect> CATALOGUE = Set.of(Effect.DDL, Effect.PRIVILEGE, Effect.ADMIN);

    private final MaskKey key;
    private final Supplier<TargetCatalog> catalog;
    private final TextGuard texts = new TextGuard();
    private @Nullable Origins origins;
    private @Nullable MaskPlan planned;
    private @Nullable Resolved plannedFor;
    private boolean unseenObjects;

    /**
     * @param catalog the snapshot the last text was understood by
     */
    SessionMasks(MaskKey key, Supplier<TargetCatalog> catalog) {
        this.key = key;
        this.catalog = catalog;
    }

    /** Why a command cannot run with its masks kept, or empty. */
    Optional<String> objection(Decision.Allow allow, Resolved resolved) {
        return resolved.facts().effects().contains(Effect.REPLICATION)
                ? streamed(allow)
                : plan(allow, resolved).objection(resolved.facts().functions());
    }

    private static Optional<String> streamed(Decision.Allow allow) {
        return allow.obligations().stream()
                .filter(SessionMasks::hides)
                .findFirst()
                .map(
                        _ ->
                                "What replication streams cannot be masked, and policy masks values here");
    }

    private static boolean hides(Obligation obligation) {
        return switch (obligation) {
            case Obligation.MaskColumn _, Obligation.DetectValues _ -> true;
            case Obligation.LimitRows _, Obligation.RecordResults _ -> false;
        };
    }

    /** Whether the answers to a command are searched for values. */
    boolean lookForValues(Decision.Allow allow, Resolved resolved) {
        return plan(allow, resolved).looksForValues();
    }

    /** What is masked of a command that goes to the target now; null if nothing is. */
    @Nullable MaskPlan sent(Decision.Allow allow, Resolved resolved) {
        var plan = plan(allow, resolved);
        forget();
        texts.sent(plan);
        return plan.isEmpty() ? null : plan;
    }

    /** What comes unasked is masked as policy wants it now; empty if nothing of it may pass. */
    void heed(Optional<List<Obligation>> obligations) {
        obligations.ifPresentOrElse(asked -> texts.heed(origins(asked)), texts::withhold);
    }

    /** Nothing is sent of what was planned. */
    void forget() {
        planned = null;
        plannedFor = null;
    }

    /** Planned once, unless the snapshot, the masks or the session's objects changed since. */
    private MaskPlan plan(Decision.Allow allow, Resolved resolved) {
        var now = origins(allow.obligations());
        var known = planned;
        boolean unseen = unseenObjects || changesWhatFollows(resolved);
        if (known == null || !resolved.equals(plannedFor) || !known.holds(now, unseen)) {
            known = new MaskPlan(now, resolved.mentions(), resolved.outputs(), unseen);
            planned = known;
            plannedFor = resolved;
        }
        return known;
    }

    /** Of several statements one may change what the next reads; one alone cannot. */
    private static boolean changesWhatFollows(Resolved resolved) {
        return resolved.outputs().size() != 1 && changesObjects(resolved.facts().effects());
    }

    private static boolean changesObjects(List<Effect> effects) {
        return effects.stream().anyMatch(CATALOGUE::contains);
    }

    /** What may pass of texts the target writes itself. */
    TextGuard texts() {
        return texts;
    }

    /** Whether there may be objects, or definitions of them, that no snapshot shows. */
    boolean isUnseen() {
        return unseenObjects;
    }

    /** A command with these effects passed: there may be objects no snapshot shows. */
    void passed(List<Effect> effects) {
        unseenObjects |= changesObjects(effects);
    }

    /**
     * No transaction is open.
     *
     * @return whether the next snapshot shows what no earlier one did
     */
    boolean transactionEnded() {
        texts.transactionEnded();
        boolean renew = unseenObjects;
        unseenObjects = false;
        return renew;
    }

    /** Worked out once for a snapshot and a set of masks: both rarely change. */
    private MaskedOrigins origins(List<Obligation> obligations) {
        var snapshot = catalog.get();
        var known = origins;
        if (known == null || !known.fits(obligations, snapshot.takenAt())) {
            known =
                    new Origins(
                            obligations,
                            snapshot.takenAt(),
                            new MaskedOrigins(obligations, snapshot, new ValueMask(key)));
            origins = known;
        }
        return known.masked();
    }

    private record Origins(List<Obligation> obligations, Instant takenAt, MaskedOrigins masked) {
        boolean fits(List<Obligation> asked, Instant snapshot) {
            return takenAt.equals(snapshot) && obligations.equals(asked);
        }
    }
}
