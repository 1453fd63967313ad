package dev.holdpoint.policy.simulate;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What a draft would have changed.
 *
 * @param complete whether the window was read to its end; else there was no time for it
 * @param upTo commands before that moment count; from it on the rest of the window can be asked for
 * @param commands all that were asked about: those with the same answer, those with another one and
 *     those that could not be told
 * @param releases decisions at the release of a hold, which are asked about as part of the hold
 * @param matrix how many commands by the answer then and the draft's
 * @param changes what the matrix has beside its diagonal, with examples
 * @param rules by what decides in the draft: a rule, {@code default}, or a refusal's code
 * @param masksChanged how many would be allowed as before, but with other masks
 * @param termsChanged how many would be held as before, but on other terms
 * @param holds commands that would be held, by approver group and day (UTC)
 * @param notEvaluable those that could not be told, and why
 */
public record Simulation(
        boolean complete,
        Instant upTo,
        Selection selection,
        long commands,
        long unchanged,
        long changed,
        long releases,
        Map<Answer, Map<Answer, Long>> matrix,
        List<Transition> changes,
        List<Row> principals,
        List<Row> targets,
        List<Row> rules,
        long masksChanged,
        long termsChanged,
        List<HoldLoad> holds,
        List<Unanswered> notEvaluable) {

    /**
     * Commands with one answer then and another in the draft.
     *
     * @param examples the earliest
     */
    public record Transition(Answer was, Answer becomes, long commands, List<Example> examples) {}

    /** The commands of one principal, target or rule that would be answered otherwise. */
    public record Row(String name, List<Transition> transitions) {}

    /**
     * One command.
     *
     * @param ruleThen what decided then
     * @param ruleNow what decides in the draft
     */
    public record Example(
            Instant at,
            String command,
            String session,
            String principal,
            String target,
            String ruleThen,
            String ruleNow) {}

    /**
     * What one group is asked on one day.
     *
     * @param recorded commands that were held for it
     * @param expected commands that the draft would hold for it
     */
    public record HoldLoad(LocalDate day, String group, long recorded, long expected) {}

    /**
     * Commands that could not be told.
     *
     * @param examples command ids, or places in the log where there is no id to be read
     */
    public record Unanswered(
            Gap reason, String explanation, long commands, List<String> examples) {}
}
