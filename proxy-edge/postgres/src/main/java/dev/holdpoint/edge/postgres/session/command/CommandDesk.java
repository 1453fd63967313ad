package dev.holdpoint.edge.postgres.session.command;

import dev.holdpoint.edge.command.Circumstances;
import dev.holdpoint.edge.command.Clearance;
import dev.holdpoint.edge.command.Command;
import dev.holdpoint.edge.command.Continuation;
import dev.holdpoint.edge.command.Continuation.GoesOn;
import dev.holdpoint.edge.command.Objection;
import dev.holdpoint.edge.command.ProtocolSide;
import dev.holdpoint.edge.postgres.EdgePorts;
import dev.holdpoint.edge.postgres.HomeContext;
import dev.holdpoint.edge.postgres.catalogue.TargetCatalog;
import dev.holdpoint.edge.postgres.inputs.Justification;
import dev.holdpoint.edge.postgres.inputs.SessionTrail;
import dev.holdpoint.edge.postgres.mask.TextGuard;
import dev.holdpoint.edge.postgres.session.client.ClientLeg;
import dev.holdpoint.edge.postgres.session.client.HoldNotice;
import dev.holdpoint.edge.postgres.session.command.Listenings.Listening;
import dev.holdpoint.edge.postgres.session.kept.ParameterTypes;
import dev.holdpoint.edge.postgres.session.kept.Prepared;
import dev.holdpoint.edge.postgres.session.kept.Resolved;
import dev.holdpoint.edge.postgres.session.kept.SessionNames;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.relay.Refusal;
import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.Outcome;
import dev.holdpoint.sql.Analysis;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes a session's statements through the pipeline. */
public final class CommandDesk {
    private final EdgePorts ports;
    private final HomeContext home;
    private final SessionAttributes session;
    private final ClientLeg client;
    private final SessionTrail trail;
    private final SessionNames names;
    private final SessionAnalyser analyser;
    private final Plans plans;
    private final SessionMasks masks;
    private final ObjectChanges changes;
    private final Forwarding forwarding;
    private final CommandEnds ends;
    private Runnable letGo = () -> {};
    private long commands;

    public CommandDesk(
            EdgePorts ports,
            HomeContext home,
            SessionAttributes session,
            Admitted admitted,
            ClientLeg client,
            SessionTrail trail,
            TargetCatalog catalog) {
        this.ports = ports;
        this.home = home;
        this.session = session;
        this.client = client;
        this.trail = trail;
        this.names = new SessionNames(ports.kept().share());
        this.analyser =
                new SessionAnalyser(ports, home, session, admitted, trail.names(), names, catalog);
        this.plans = new Plans(ports, home, admitted, trail);
        this.masks = new SessionMasks(ports.maskKey(), analyser::catalog);
        this.changes = new ObjectChanges(ports.catalogs(), session.target());
        this.forwarding = new Forwarding(ports.holds());
        this.ends = new CommandEnds(ports, home, session, trail, masks, changes);
    }

    /** Runs whenever the client is told that a command is held outside a transaction. */
    public void onHeld(Runnable heldOutside) {
        letGo = heldOutside;
    }

    /** How commands ended. */
    public CommandEnds ends() {
        return ends;
    }

    /** What the session has prepared and opened. */
    public SessionNames names() {
        return names;
    }

    SessionAttributes session() {
        return session;
    }

    /** Whether what is decided now may still be forwarded. */
    public Forwarding forwarding() {
        return forwarding;
    }

    /** What the client has said to the edge. */
    public Justification justification() {
        return trail.justification();
    }

    /** How many commands were decided so far. */
    public long commands() {
        return commands;
    }

    /** Analyses a text against the target's catalogue of now. */
    public Future<Analysis> analyse(String text) {
        return analyser.analyse(text);
    }

    /** Of one whose parameters are of these types. */
    public Future<Analysis> analyse(String text, ParameterTypes types) {
        return analyser.analyse(text, types);
    }

    /** The same statements, understood by what names mean now. */
    public Future<Set<Prepared>> renewed(Set<Prepared> meanings) {
        return analyser.renewed(meanings);
    }

    /** Whether a portal still means what it was bound to. */
    public Future<Boolean> stands(Portal portal) {
        return analyser.stands(portal.resolved(), portal.meanings());
    }

    /** What policy says of a text that is only being prepared; nothing is recorded. */
    public Future<Decision> preview(Resolved resolved) {
        var draft = command(resolved, "extended", List.of(), new byte[0], false);
        return home.bring(ports.pipeline().preview(draft, () -> plans.of(draft, resolved)));
    }

    /** What surrounds a command sent now. */
    public String surroundings() {
        return trail.surroundings();
    }

    /** A command the target has not read before. */
    public Command command(
            Resolved resolved,
            String mode,
            List<String> values,
            byte[] bind,
            boolean inTransaction) {
        return command(resolved, mode, values, bind, Set.of(), inTransaction);
    }

    /**
     * A command about to be decided.
     *
     * @param mode {@code simple}, {@code extended} or {@code function}
     * @param bind SHA-256 of formats and values, empty without
     * @param under the surroundings in which the target read it before, if it did
     */
    public Command command(
            Resolved resolved,
            String mode,
            List<String> values,
            byte[] bind,
            Set<String> under,
            boolean inTransaction) {
        var size = RecordedSize.of(resolved, values);
        boolean tooLarge = size.isTooLarge();
        var id = new CommandId(ports.ids().next());
        return new Command(
                id,
                session,
                StatementDigest.of(
                        session,
                        Footing.of(
                                surroundings(), analyser.catalog().versions(), under, resolved, id),
                        mode,
                        resolved.texts(),
                        bind),
                tooLarge ? "(larger than 256 KiB, not recorded)" : resolved.shown(),
                tooLarge ? List.of() : values,
                tooLarge ? CommandFacts.of("TOO LARGE", Effect.UNKNOWN) : resolved.facts(),
                tooLarge ? null : resolved.statements(),
                circumstances(resolved),
                size.unfit(resolved.notUnderstood()),
                resolved.unclear(),
                inTransaction,
                null,
                null);
    }

    /** What was not understood may end in anything: no tags are read from it. */
    private Circumstances circumstances(Resolved resolved) {
        return trail.circumstances(
                resolved.notUnderstood() == null ? resolved.texts().getFirst() : "",
                resolved.facts());
    }

    /** Decides, records and, where policy says so, holds. */
    public Future<Clearance> clear(Command command, Resolved resolved) {
        return clear(command, resolved, Objection.NONE);
    }

    /** As above, unless there is another objection than to masks that could not be kept. */
    public Future<Clearance> clear(Command command, Resolved resolved, Objection further) {
        forwarding.deciding();
        return home.bring(ports.pipeline().clear(command, side(command, resolved, further)))
                .compose(clearance -> decided(command, resolved, clearance));
    }

    /** As above if policy allows it; otherwise empty, and nothing is recorded. */
    public Future<Optional<Clearance>> clearIfAllowed(Command command, Resolved resolved) {
        forwarding.deciding();
        var side = side(command, resolved, Objection.NONE);
        return home.bring(ports.pipeline().clearIfAllowed(command, side))
                .compose(
                        clearance ->
                                clearance.isEmpty()
                                        ? undecided()
                                        : decided(command, resolved, clearance.get())
                                                .map(Optional::of));
    }

    /** Whether policy says of a command that goes on what it said before. */
    public Future<Continuation> goesOn(Running begun, Resolved resolved) {
        var command = begun.command();
        var since = begun.cleared();
        return command == null || since == null
                ? Future.succeededFuture(new GoesOn(List.of()))
                : goesOn(command, since, resolved)
                        .map(now -> now.keepingTo(since.allow().obligations()));
    }

    private Future<Continuation> goesOn(Command begun, Clearance.Cleared since, Resolved resolved) {
        var now = begun.amid(trail.goingOn(begun));
        return home.bring(ports.pipeline().goesOn(now, since, () -> plans.of(now, resolved)));
    }

    /**
     * Has what comes to a session that listens masked by what policy says now of all its listening;
     * without an answer nothing of it may pass. Never fails.
     */
    public Future<Void> heedMasksOfNow() {
        return ends.listenings().isNone()
                ? Future.succeededFuture()
                : ends.listenings()
                        .all()
                        .map(this::obligations)
                        .orElse(Future.succeededFuture(Optional.empty()))
                        .map(
                                obligations -> {
                                    masks.heed(obligations);
                                    return null;
                                });
    }

    private Future<Optional<List<Obligation>>> obligations(Collection<Listening> listenings) {
        var answers =
                listenings.stream()
                        .map(now -> goesOn(now.command(), now.cleared(), now.resolved()))
                        .map(answer -> answer.map(Continuation::asked))
                        .toList();
        return Future.all(answers).map(all -> Listenings.together(all.list()));
    }

    /** Files a command as ended with the rows it has: more of its portal is another command. */
    public void cutShort(Portal portal, Running suspended) {
        portal.cutShort(suspended.rows());
        ends.ended(suspended, Outcome.OK);
    }

    private ProtocolSide side(Command command, Resolved resolved, Objection further) {
        var by = analyser.catalog();
        return new ProtocolSide(
                further.or(allow -> masks.objection(allow, resolved)),
                (hold, why, expiresAt) ->
                        home.run(() -> held(command, HoldNotice.of(hold, why, expiresAt), hold)),
                () -> atHome(() -> plans.of(command, resolved)),
                () -> atHome(() -> analyser.stands(resolved, by)));
    }

    private <T> Future<T> atHome(Supplier<Future<T>> question) {
        Promise<T> answer = Promise.promise();
        home.run(() -> Future.succeededFuture().compose(_ -> question.get()).onComplete(answer));
        return answer.future();
    }

    private Future<Optional<Clearance>> undecided() {
        forwarding.decided();
        return Future.succeededFuture(Optional.empty());
    }

    private Future<Clearance> decided(Command command, Resolved resolved, Clearance clearance) {
        commands++;
        trail.decided(resolved.facts());
        if (clearance instanceof Clearance.Cleared) {
            trail.passed(command, resolved.texts(), resolved.change());
            trail.changed(resolved.facts(), resolved.uncounted());
            masks.passed(resolved.facts().effects());
        } else {
            masks.forget();
        }
        forwarding.decided();
        client.heldNoMore();
        return unlessAbandoned(command, clearance);
    }

    private void held(Command command, PgFrame notice, HoldId hold) {
        if (forwarding.isWaiting()) {
            if (!command.inTransaction()) {
                letGo.run();
            }
            client.write(notice);
            forwarding.held(hold);
            client.held(forwarding::outgrown);
            if (client.saysGoodbye()) {
                forwarding.leave("the client went away");
            }
        }
    }

    /** Nothing is forwarded for a client that cancelled or left while it was decided. */
    private Future<Clearance> unlessAbandoned(Command command, Clearance clearance) {
        var why = forwarding.abandoned();
        if (why == null || clearance instanceof Clearance.Refused) {
            return Future.succeededFuture(clearance);
        }
        return ends.notSent(command)
                .map(new Clearance.Refused(Refusal.of(command.id(), why.code(), why.reason())));
    }

    /**
     * A cleared command that goes to the target now.
     *
     * @param portal null in the simple protocol
     */
    public Running running(
            Command command,
            Set<Prepared> meanings,
            Clearance.Cleared cleared,
            Resolved resolved,
            @Nullable Portal portal) {
        var allow = cleared.allow();
        ends.listenings().sent(command, cleared, resolved);
        var masked = masks.sent(allow, resolved);
        changes.sent(masks.isUnseen());
        var judged = masks.isUnseen() ? null : new Judged(analyser, resolved);
        var tape = ends.recording().tape(command, allow);
        return new Running(command, meanings, masked, portal, tape, judged)
                .within(
                        cleared,
                        RowLimit.of(command.id(), allow, portal == null ? 0 : portal.fetched()));
    }

    /** Whether the answers to an allowed command are searched for values. */
    public boolean looksForValues(Decision.Allow allow, Resolved resolved) {
        return masks.lookForValues(allow, resolved);
    }

    /** What may pass of texts the target writes itself. */
    public TextGuard texts() {
        return masks.texts();
    }
}
