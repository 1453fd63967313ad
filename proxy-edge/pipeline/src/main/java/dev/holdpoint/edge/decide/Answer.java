package dev.holdpoint.edge.decide;

import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.ShadowAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What policy says of a command.
 *
 * @param decision without an estimate of rows, rules that use one count as matching for deny and
 *     hold and as not matching for allow
 * @param wantsEstimate whether the command's facts have no {@code estimatedRows} and one could
 *     change the decision: estimate and ask again, or live with this one
 * @param onceReleased of a hold, the obligations of the allow that follows if it is released
 * @param shadow what a revision that is only tried would have answered, for the record; or null
 */
public record Answer(
        Decision decision,
        boolean wantsEstimate,
        List<Obligation> onceReleased,
        @Nullable ShadowAnswer shadow) {
    /** While no revision is tried. */
    public Answer(Decision decision, boolean wantsEstimate, List<Obligation> onceReleased) {
        this(decision, wantsEstimate, onceReleased, null);
    }
}
