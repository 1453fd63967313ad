package dev.holdpoint.edge.command;

import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.CommandEvent.StatementList;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.ShadowAnswer;
import dev.holdpoint.events.TargetPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks its target to do, analysed.
 *
 * @param digest over exactly what would be forwarded and everything it means there
 * @param text for people, with credential literals replaced
 * @param parameters for people; see {@link
 *     dev.holdpoint.events.CommandEvent.CommandDecided#parameters}
 * @param statements what each statement of several does; see {@link
 *     dev.holdpoint.events.CommandEvent.CommandDecided#statements}
 * @param unfit why it is never forwarded, or null
 * @param unclear what nobody can tell of it if {@code UNKNOWN} is among its effects, a clause; or
 *     null
 * @param inTransaction whether the target holds an open transaction of this session
 * @param shadow what a revision that is only tried would have answered, for the record; or null
 * @param plan how its target would run it; null until it is asked
 */
public record Command(
        CommandId id,
        SessionAttributes session,
        Digest digest,
        String text,
        List<String> parameters,
        CommandFacts facts,
        @Nullable StatementList statements,
        Circumstances circumstances,
        @Nullable Unfit unfit,
        @Nullable String unclear,
        boolean inTransaction,
        @Nullable ShadowAnswer shadow,
        @Nullable TargetPlan plan) {
    public Command {
        parameters = List.copyOf(parameters);
    }

    /** The same command with the rows its target expects it to touch. */
    Command estimating(TargetPlan.Planned planned) {
        return with(facts.estimating(planned.rows()), circumstances, shadow, planned);
    }

    /** The same command beside how its target would run it, which changes no decision. */
    Command planned(TargetPlan known) {
        return with(facts, circumstances, shadow, known);
    }

    /** The same command beside what a revision that is tried would have answered. */
    Command beside(@Nullable ShadowAnswer tried) {
        return tried == null && shadow == null ? this : with(facts, circumstances, tried, plan);
    }

    /** The same command when it goes on. */
    public Command amid(Circumstances now) {
        return with(facts, now, shadow, plan);
    }

    private Command with(
            CommandFacts known,
            Circumstances amid,
            @Nullable ShadowAnswer tried,
            @Nullable TargetPlan expected) {
        return new Command(
                id,
                session,
                digest,
                text,
                parameters,
                known,
                statements,
                amid,
                unfit,
                unclear,
                inTransaction,
                tried,
                expected);
    }

    /** Why its effects could not be established, as a sentence; null if they could. */
    @Nullable String doubt() {
        if (unfit != null && !unfit.onlyToHold()) {
            return unfit.sentence();
        }
        return unclear == null ? null : "It is not understood: nobody can tell " + unclear;
    }
}
