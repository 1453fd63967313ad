package dev.holdpoint.edge.postgres.harness;

import dev.holdpoint.edge.decide.Answer;
import dev.holdpoint.edge.decide.DecisionRequest;
import dev.holdpoint.edge.decide.PolicyDecisionPoint;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.HoldMode;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.Obligation.MaskColumn;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.RevisionId;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reads and session commands pass, masked; writes as told; everything else is denied. */
public final class EffectPolicy implements PolicyDecisionPoint {
    private static final RevisionId REVISION = new RevisionId("sha256:" + "0".repeat(64));
    private static final EnumSet<Effect> HARMLESS = EnumSet.of(Effect.READ, Effect.SESSION);

    /** What is masked unless a test says otherwise. */
    public static final List<Obligation> CARDS =
            List.of(
                    new MaskColumn(
                            "public.customers.card_number",
                            new Mask.KeepLast(4),
                            "payments/cards"));

    /** What becomes of writes. */
    public enum Writes {
        ALLOWED,
        HELD,
        HELD_EVEN_IN_TRANSACTION
    }

    private volatile boolean holdingWrites;
    private volatile HoldTerms terms = waiting(900, new InTransaction.Deny());
    private volatile boolean denyingAll;
    private volatile List<Obligation> obligations = CARDS;
    private volatile boolean allowingAll;
    private volatile long mostRows = Long.MAX_VALUE;
    private volatile @Nullable PolicyDecisionPoint other;
    private final Set<String> threads = ConcurrentHashMap.newKeySet();

    public void writes(Writes writes, long holdSeconds) {
        holdingWrites = writes != Writes.ALLOWED;
        terms =
                waiting(
                        holdSeconds,
                        writes == Writes.HELD_EVEN_IN_TRANSACTION
                                ? new InTransaction.Wait(holdSeconds)
                                : new InTransaction.Deny());
    }

    /** Holds writes under these terms. */
    public void holdWrites(HoldTerms under) {
        holdingWrites = true;
        terms = under;
    }

    /** Terms under which a client waits. */
    public static HoldTerms waiting(long seconds, InTransaction inTransaction) {
        return HoldTerms.waiting(List.of(new QuorumPart("dba", 1)), seconds, false, inTransaction);
    }

    /** Terms under which a client gets a ticket after a while. */
    public static HoldTerms ticket(long afterSeconds, InTransaction inTransaction) {
        return new HoldTerms(
                List.of(new QuorumPart("dba", 1)),
                900,
                HoldMode.TICKET,
                false,
                inTransaction,
                afterSeconds,
                600);
    }

    /** The names of the threads that asked. */
    public Set<String> threads() {
        return threads;
    }

    /** What comes with every allow. */
    public void obligations(List<Obligation> asked) {
        obligations = List.copyOf(asked);
    }

    /** As a policy that became stricter would. */
    public void denyAll(boolean deny) {
        denyingAll = deny;
    }

    /** Denies writes of more rows than this, or of nobody knows how many. */
    public void mostRows(long rows) {
        mostRows = rows;
    }

    /**
     * As a policy for people who back up, migrate and test would: everything, and unmasked; what
     * nobody knows is held where writes are.
     */
    public void allowAll(boolean allow) {
        allowingAll = allow;
    }

    /** Leaves everything to another; null for this one again. */
    public void leaveTo(@Nullable PolicyDecisionPoint another) {
        other = another;
    }

    @Override
    public Future<Answer> decide(DecisionRequest request) {
        var another = other;
        return another == null ? judge(request) : another.decide(request);
    }

    private Future<Answer> judge(DecisionRequest request) {
        var facts = request.facts();
        boolean limited = facts.effects().contains(Effect.WRITE) && mostRows < Long.MAX_VALUE;
        threads.add(Thread.currentThread().getName());
        boolean released = request.approved() != null;
        var rows = facts.estimatedRows();
        var decision =
                limited && (rows == null || rows > mostRows)
                        ? deny("Too many rows: " + rows)
                        : decide(facts, holdingWrites, released);
        return Future.succeededFuture(new Answer(decision, limited && rows == null, asked()));
    }

    private Decision decide(CommandFacts facts, boolean holdWrites, boolean released) {
        if (allowingAll) {
            boolean doubtful = facts.effects().contains(Effect.UNKNOWN);
            return doubtful && holdWrites
                    ? held(released)
                    : new Decision.Allow(REVISION, List.of("payments/all"), "Trusted.", List.of());
        }
        var effects = EnumSet.noneOf(Effect.class);
        effects.addAll(facts.effects());
        boolean write = effects.remove(Effect.WRITE);
        if (denyingAll || !HARMLESS.containsAll(effects)) {
            return deny("Only reads and writes here: " + facts.effects());
        }
        return write && holdWrites ? held(released) : allow();
    }

    private static Decision deny(String reason) {
        return new Decision.Deny(
                REVISION, List.of("payments/destructive-ddl"), reason, RefusalCode.POLICY_DENIED);
    }

    /** Whatever was released, the same rules have decided it. */
    private Decision held(boolean released) {
        var rules = List.of("payments/writes-by-agents");
        var reason = "A dba looks at writes.";
        return released
                ? new Decision.Allow(REVISION, rules, reason, asked())
                : new Decision.Hold(REVISION, rules, reason, terms);
    }

    private List<Obligation> asked() {
        return allowingAll ? List.of() : obligations;
    }

    private Decision allow() {
        return new Decision.Allow(REVISION, List.of("payments/reads"), "Fine.", obligations);
    }
}
