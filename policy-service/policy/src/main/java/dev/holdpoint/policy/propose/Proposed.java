package dev.holdpoint.policy.propose;

import dev.holdpoint.policy.simulate.Selection;
import dev.holdpoint.policy.simulate.Simulation;
import java.util.List;

/**
 * Narrower grants and rules, and whether they keep what was needed.
 *
 * @param commands allowed in the window: what was needed
 * @param grants those of which something was not needed
 * @param rules as {@code grants}
 * @param documents to be published in place of those of the same kind and name; what was not needed
 *     at all is in none of them, and is for people to remove
 */
public record Proposed(
        Selection selection,
        long commands,
        List<NarrowedGrant> grants,
        List<NarrowedRule> rules,
        List<File> documents,
        Proof proof) {
    /**
     * A grant.
     *
     * @param commands that needed it
     * @param unused whether nothing of it was needed
     * @param targets proposed; empty if {@code labels} select them, or nothing is needed
     * @param effects proposed
     * @param withoutEffects those nobody needed
     * @param origin only grants of origin {@code file} are among the documents
     */
    public record NarrowedGrant(
            String grant,
            long commands,
            boolean unused,
            List<String> targets,
            List<String> withoutTargets,
            List<String> effects,
            List<String> withoutEffects,
            String origin) {}

    /**
     * A rule that allows.
     *
     * @param commands that needed it
     * @param unused whether it was not needed at all
     * @param match as it would be, field by field
     */
    public record NarrowedRule(String rule, long commands, boolean unused, List<String> match) {}

    /** A file of documents. */
    public record File(String name, String text) {}

    /**
     * What the replay of <b>all</b> commands of the window says, whoever's they are.
     *
     * @param keeps whether no command that was allowed would be held or denied, and none would be
     *     answered more mildly
     * @param heldThenDenied held then and not released, denied under the proposal
     * @param notEvaluable commands that cannot be told
     */
    public record Proof(
            boolean keeps,
            long allowed,
            long newlyHeld,
            long newlyDenied,
            long loosened,
            long heldThenDenied,
            long notEvaluable,
            Simulation simulation) {}
}
