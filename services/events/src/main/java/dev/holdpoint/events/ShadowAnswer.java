package dev.holdpoint.events;

import java.util.List;

/**
 * What a revision that is only tried would have answered.
 *
 * @param revision the one that is tried
 * @param active what the active revision answered, whatever the edge then made of it
 * @param answer what the one that is tried answered
 * @param rules what decided in it, as in a {@link Decision}
 */
public record ShadowAnswer(
        RevisionId revision, Answered active, Answered answer, List<String> rules) {
    public ShadowAnswer {
        rules = List.copyOf(rules);
    }
}
