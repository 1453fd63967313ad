package dev.holdpoint.policy.language;

import dev.holdpoint.events.Obligation;
import dev.holdpoint.policy.language.clause.Requestable;
import dev.holdpoint.policy.match.TargetSelector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules, masks and risk for some targets, and how much is recorded there.
 *
 * @param mostRows of any command that is allowed there; null for all of them
 * @param requests what may be asked for there
 */
public record PolicyDocument(
        String name,
        Place place,
        TargetSelector targets,
        List<Rule> rules,
        List<Obligation> masks,
        List<RiskEntry> risk,
        RecordingLevel recording,
        @Nullable Long mostRows,
        List<Requestable> requests)
        implements Document {
    public PolicyDocument {
        rules = List.copyOf(rules);
        masks = List.copyOf(masks);
        risk = List.copyOf(risk);
        requests = List.copyOf(requests);
    }
}
