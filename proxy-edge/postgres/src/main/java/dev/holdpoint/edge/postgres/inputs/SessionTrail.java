package dev.holdpoint.edge.postgres.inputs;

import dev.holdpoint.edge.command.Circumstances;
import dev.holdpoint.edge.postgres.estimate.Question;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.edge.session.SessionMeter;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.sql.SqlComments;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a session has done and set so far. Lives on the session's own context. */
public final class SessionTrail {
    private static final String SEARCH_PATH = "search_path";

    /** Reported settings that decide what a statement's text means; PostgreSQL 18 reports all. */
    private static final Set<String> MEANING =
            Set.of(SEARCH_PATH, "DateStyle", "IntervalStyle", "TimeZone", "session_authorization");

    private static final Set<String> TRANSACTION =
            Set.of(
                    "BEGIN",
                    "START",
                    "COMMIT",
                    "ROLLBACK",
                    "SAVEPOINT",
                    "RELEASE",
                    "ROLLBACK TO",
                    "SHOW");

    private final SessionAttributes session;
    private final String clientHost;
    private final SessionMeter meter;
    private final RowTally rows;
    private final Justification justification = new Justification();
    private final Map<String, String> reported = new TreeMap<>();
    private boolean changedRole;
    private boolean changedUnseen;

    /**
     * @param parameters ParameterStatus frames of the log-in to the target
     */
    public SessionTrail(SessionAttributes session, InstantSource clock, List<PgFrame> parameters) {
        this.session = session;
        this.clientHost = session.clientHost();
        this.meter =
                new SessionMeter(
                        clock, Objects.requireNonNullElse(session.clientApplication(), ""));
        this.rows = new RowTally(meter);
        parameters.forEach(this::reported);
    }

    /** Takes note of a frame on its way from the target. */
    public void saw(PgFrame frame) {
        switch (frame.kind()) {
            case 'S' -> reported(frame);
            case 'Z' -> ready(frame);
            default -> rows.saw(frame);
        }
    }

    private void ready(PgFrame frame) {
        if (frame.body().readByte() == 'I') {
            justification.transactionEnded();
        }
    }

    private void reported(PgFrame status) {
        var body = status.body();
        var name = body.readString();
        var value = body.readString();
        if (name.equals("application_name")) {
            meter.named(value);
        } else if (MEANING.contains(name)) {
            reported.put(name, value);
        }
    }

    /** Takes note of a command that was decided: whatever it sets is taken as set from now on. */
    public void decided(CommandFacts facts) {
        meter.command();
        changedRole |= facts.effects().contains(Effect.PRIVILEGE);
        changedUnseen |=
                facts.effects().contains(Effect.SESSION)
                        && !reported.containsKey(SEARCH_PATH)
                        && !TRANSACTION.containsAll(facts.kinds());
    }

    public Justification justification() {
        return justification;
    }

    /** What surrounds a command with this text. */
    public Circumstances circumstances(String text) {
        return new Circumstances(use(), justification.current(), SqlComments.tags(text));
    }

    /** How much of the session was used, the command that is to be decided now counted. */
    private SessionUse use() {
        return new SessionUse(
                meter.applicationName(),
                clientHost,
                meter.commandsLastMinute() + 1,
                meter.rowsReturned(),
                meter.rowsWritten());
    }

    /**
     * What to ask the target for an estimate, if a connection of the edge's own would understand
     * the statement as the session's does.
     */
    public Optional<Question> question(Admitted admitted, List<String> texts, CommandFacts facts) {
        return changedRole || changedUnseen
                ? Optional.empty()
                : Question.about(
                        session.target(),
                        admitted,
                        texts,
                        facts,
                        Optional.ofNullable(reported.get(SEARCH_PATH)));
    }

    /**
     * The surroundings in which a text means what it means here: the same in another session of the
     * same principal if it would mean the same there, and of this session alone where that is not
     * certain.
     */
    public String surroundings() {
        return changedRole || changedUnseen ? "session " + session.id() : "settings " + reported;
    }
}
