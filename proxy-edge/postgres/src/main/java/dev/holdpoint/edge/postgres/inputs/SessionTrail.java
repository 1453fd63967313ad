package dev.holdpoint.edge.postgres.inputs;

import dev.holdpoint.edge.command.Circumstances;
import dev.holdpoint.edge.command.Command;
import dev.holdpoint.edge.postgres.estimate.Asking;
import dev.holdpoint.edge.postgres.estimate.Asking.NotAsked;
import dev.holdpoint.edge.postgres.estimate.Question;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.edge.session.SessionMeter;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.sql.NameChange;
import dev.holdpoint.sql.SqlComments;
import dev.holdpoint.sql.text.RecordableText;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a session has done and set so far. Lives on the session's own context. */
public final class SessionTrail {
    private static final Set<String> ENDING = Set.of("COMMIT", "ROLLBACK", "PREPARE TRANSACTION");

    private final SessionAttributes session;
    private final String clientHost;
    private final SessionMeter meter;
    private final RowTally rows;
    private final Justification justification = new Justification();
    private final Surroundings surroundings;
    private final NameTrail names = new NameTrail();
    private final Set<CommandId> unfinished = new HashSet<>();

    /**
     * @param target where its commands go
     * @param startup the settings the client began with
     * @param parameters ParameterStatus frames of the log-in to the target
     */
    public SessionTrail(
            SessionAttributes session,
            InstantSource clock,
            TargetSpec target,
            Map<String, String> startup,
            List<PgFrame> parameters) {
        this.session = session;
        this.clientHost = session.clientHost();
        this.meter =
                new SessionMeter(
                        clock, Objects.requireNonNullElse(session.clientApplication(), ""));
        this.rows = new RowTally(meter);
        this.surroundings = new Surroundings(session.id(), startup);
        surroundings.at(target);
        parameters.forEach(this::reported);
    }

    /** Takes note of a frame on its way from the target. */
    public void saw(PgFrame frame) {
        switch (frame.kind()) {
            case 'S' -> reported(frame);
            case 'Z' -> ready(frame);
            case 'E' -> failed(frame);
            default -> rows.saw(frame);
        }
    }

    private void failed(PgFrame error) {
        surroundings.failed();
        rows.saw(error);
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
        } else if (name.equals("search_path")) {
            names.reported(value);
        }
        surroundings.reported(name, value);
    }

    /** A command was decided: each of its statements counts. */
    public void decided(CommandFacts facts) {
        meter.commands(statements(facts));
    }

    /** One at least: what is not understood has none that could be told apart. */
    private static int statements(CommandFacts facts) {
        return Math.max(1, facts.kinds().size());
    }

    /** A command was let through: it may change what is sent after it. */
    public void passed(Command command, List<String> texts, NameChange change) {
        if (endsTransaction(command.facts())) {
            justification.transactionEnded();
        }
        surroundings.passed(command, texts, change);
        names.decided(command.facts(), change);
    }

    /**
     * It may change rows.
     *
     * @param uncounted whether it may change some that no command tag counts
     */
    public void changed(CommandFacts facts, boolean uncounted) {
        if (uncounted || facts.effects().contains(Effect.UNKNOWN)) {
            meter.writtenUncounted();
        }
    }

    /**
     * Rows of it are left to fetch. What it changes it has changed, but its tag will count those
     * alone that are fetched last.
     *
     * @param part how many were fetched now
     */
    public void suspended(Command command, long part) {
        if (command.facts().effects().contains(Effect.WRITE)) {
            unfinished.add(command.id());
            meter.written(part);
        }
    }

    /**
     * A command is over.
     *
     * @param fetched whether no rows of it were left
     */
    public void ended(Command command, boolean fetched) {
        if (unfinished.remove(command.id()) && !fetched) {
            meter.writtenUncounted();
        }
    }

    /**
     * Everything that was sent is answered.
     *
     * @param committed whether no transaction is open
     */
    public void answered(boolean committed) {
        names.answered();
        if (committed) {
            names.committed();
            surroundings.transactionEnded();
        }
    }

    /** What names mean in it. */
    public NameTrail names() {
        return names;
    }

    /** What the client gave as its reason, kept while it counts. */
    public Justification justification() {
        return justification;
    }

    /** What surrounds a command with this text. */
    public Circumstances circumstances(String text, CommandFacts facts) {
        boolean beyond = facts.kinds().size() > 1 && endsTransaction(facts);
        return new Circumstances(
                use(facts),
                recordable(beyond ? justification.beyondTransaction() : justification.current()),
                tags(text));
    }

    /** What surrounds a command of which more rows are fetched: it counts, as far as it got. */
    public Circumstances goingOn(Command suspended) {
        boolean counted = unfinished.stream().allMatch(suspended.id()::equals);
        var use =
                new SessionUse(
                        meter.applicationName(),
                        clientHost,
                        meter.commandsLastMinute(),
                        meter.rowsReturned(),
                        counted ? meter.rowsWritten() : SessionMeter.UNCOUNTED);
        var begun = suspended.circumstances();
        return new Circumstances(use, begun.justification(), begun.tags());
    }

    private static @Nullable String recordable(@Nullable String justification) {
        return justification == null ? null : RecordableText.value(justification);
    }

    private static Map<String, String> tags(String text) {
        var tags = SqlComments.tags(text);
        return tags.isEmpty()
                ? tags
                : tags.entrySet().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey,
                                        tag -> value(tag.getKey(), tag.getValue())));
    }

    /** A value is hidden if it looks like a credential or its key says that it is one. */
    private static String value(String key, String value) {
        var pair = RecordableText.value(key + "=" + value);
        return pair.equals(RecordableText.HIDDEN) ? pair : value;
    }

    private static boolean endsTransaction(CommandFacts facts) {
        return !Collections.disjoint(facts.kinds(), ENDING);
    }

    /** How much of the session was used, the statements that are to be decided now counted. */
    private SessionUse use(CommandFacts facts) {
        return new SessionUse(
                meter.applicationName(),
                clientHost,
                meter.commandsLastMinute() + statements(facts),
                meter.rowsReturned(),
                unfinished.isEmpty() ? meter.rowsWritten() : SessionMeter.UNCOUNTED);
    }

    /**
     * What to ask the target for a plan, if a connection of the edge's own would understand the
     * statement as the session's does.
     */
    public Asking question(Admitted admitted, List<String> texts, CommandFacts facts) {
        return surroundings.isCertain()
                ? Question.about(
                        session.target(), admitted, texts, facts, surroundings.searchPath())
                : new NotAsked(
                        "its session may have another role or search path than whoever asks");
    }

    /** What an approval of a command is bound to besides the command. */
    public String surroundings() {
        return surroundings.described();
    }
}
