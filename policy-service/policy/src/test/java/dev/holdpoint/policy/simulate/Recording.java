package dev.holdpoint.policy.simulate;

import static dev.holdpoint.policy.evaluate.Asking.NOON;
import static dev.holdpoint.policy.evaluate.Asking.PAYMENTS;

import dev.holdpoint.eventlog.Bytes;
import dev.holdpoint.eventlog.CloudEvents;
import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.eventlog.Position;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.passage.ReadTogether;
import dev.holdpoint.policy.passage.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Puts commands on record as an edge does. */
public final class Recording {
    public static final Selection ALL =
            new Selection(NOON, NOON.plus(Duration.ofDays(30)), null, null);

    private static final int THREADS = 3;

    private final List<LoggedEvent> records = new ArrayList<>();
    private Instant now = NOON;

    public List<LoggedEvent> records() {
        return records;
    }

    public Instant now() {
        return now;
    }

    public Recording later(Duration by) {
        now = now.plus(by);
        return this;
    }

    /** Asks the rulebook, as it is, and records its answer. */
    public Decision decide(Rulebook rulebook, Principal who, CommandFacts facts) {
        var query = query(who, facts);
        var decision = Asking.decide(rulebook, query);
        add(query, decision);
        return decision;
    }

    public DecisionQuery query(Principal who, CommandFacts facts) {
        return query(who, facts, new SessionUse("psql", "127.0.0.1", 1, 0, 0), null, Map.of());
    }

    DecisionQuery query(
            Principal who,
            CommandFacts facts,
            SessionUse use,
            @Nullable String justification,
            Map<String, String> tags) {
        return new DecisionQuery(
                who,
                PAYMENTS,
                new SessionId("s-1"),
                new CommandId("c-%06d".formatted(records.size())),
                facts,
                use,
                justification,
                tags,
                null);
    }

    public void add(DecisionQuery query, Decision decision) {
        var hold = decision instanceof Decision.Hold ? new HoldId("h-1") : null;
        add(query, decision, hold, null);
    }

    public void add(
            DecisionQuery query,
            Decision decision,
            @Nullable HoldId hold,
            @Nullable HoldId approval) {
        add(
                new CommandDecided(
                        query.session(),
                        query.command(),
                        query.principal(),
                        query.target(),
                        new Digest("sha256:" + "0".repeat(64)),
                        "SELECT 1",
                        List.of(),
                        query.facts(),
                        query.use(),
                        query.justification(),
                        query.tags(),
                        decision,
                        hold,
                        approval,
                        null,
                        null,
                        null));
    }

    private void add(CommandDecided event) {
        var envelope =
                new Envelope<>(
                        new EventId("e-" + records.size()),
                        new StreamId(event.session().value()),
                        records.size() + 1,
                        now,
                        Actor.of(event.principal().id()),
                        "proxy-edge/test",
                        null,
                        event);
        add(CloudEvents.headers(envelope), EventJson.encode(event));
    }

    void add(SortedMap<String, String> headers, byte[] value) {
        var position = new Position("holdpoint.sessions", 0, records.size());
        records.add(new LoggedEvent(position, "s-1", headers, Bytes.of(value), 0));
    }

    /** The last record again, as if it had been written otherwise. */
    void rewriteLast(String type, byte[] value) {
        var last = records.removeLast();
        var headers = new TreeMap<>(last.headers());
        headers.put("ce_type", type);
        add(headers, value);
    }

    Simulation simulate(Draft draft, Rulebook inForce) {
        return simulate(draft, inForce, ALL);
    }

    Simulation simulate(Draft draft, Rulebook inForce, Selection selection) {
        return simulate(draft, (_, _) -> Optional.of(inForce), selection);
    }

    Simulation simulate(Draft draft, InForce inForce, Selection selection) {
        return simulate(selection, new Replay(draft, inForce, System::nanoTime));
    }

    Simulation simulate(Draft draft, Rulebook inForce, LongSupplier nanoTime) {
        return simulate(ALL, new Replay(draft, (_, _) -> Optional.of(inForce), nanoTime));
    }

    private Simulation simulate(Selection selection, Replay replay) {
        var simulator = new Simulator(selection, replay);
        tell(simulator);
        return simulator.result();
    }

    /** Has several threads read all of it, as it is done with the log. */
    public <T> void tell(Reading<T> reading) {
        ReadTogether.by(THREADS, records, reading);
    }

    /** The documents of a rulebook as a draft. */
    static Draft draft(Rulebook rulebook) {
        var revision = rulebook.revision();
        return new Draft(
                revision == null ? List.of() : revision.policies(),
                rulebook.targets(),
                rulebook.grants());
    }
}
