package dev.holdpoint.policy.language.clause;

import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.Only;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.HoldTerms.Stage;
import dev.holdpoint.policy.language.Fields;
import dev.holdpoint.policy.language.Text;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads who may release a hold, and in which order they are asked. */
final class QuorumReader {
    private static final String FROM = "from";
    private static final String STAGES = "stages";
    private static final String IN = "in";
    private static final String NOT_IN = "notIn";
    private static final List<String> PART = List.of("group", "votes", IN, NOT_IN);
    private static final int MAX_VOTES = 20;

    private QuorumReader() {}

    static List<Stage> stages(Fields approval) {
        var stages = approval.children(STAGES, List.of(FROM));
        if (approval.has(STAGES) && approval.has(FROM)) {
            throw approval.wrong(
                    STAGES,
                    "Groups are asked at once or in stages, not both.",
                    "Write from, or stages: [ { from: [ … ] }, { from: [ … ] } ].");
        }
        if (stages.size() > HoldTerms.MOST_STAGES) {
            throw approval.wrong(
                    STAGES,
                    "An approval has more than " + HoldTerms.MOST_STAGES + " stages.",
                    "Ask several groups in one stage.");
        }
        return stages.isEmpty()
                ? List.of(stage(approval))
                : stages.stream().map(QuorumReader::stage).toList();
    }

    private static Stage stage(Fields stage) {
        var parts = stage.children(FROM, PART);
        if (parts.isEmpty()) {
            throw stage.wrong(
                    FROM,
                    "Nobody may release this hold.",
                    "Write from: [ { group: dba, votes: 1 } ].");
        }
        requireOnce(parts);
        return new Stage(parts.stream().map(QuorumReader::part).toList());
    }

    private static void requireOnce(List<Fields> parts) {
        var groups = new HashSet<String>();
        for (var part : parts) {
            var group = part.text("group");
            if (!groups.add(group.value())) {
                throw group.wrong(
                        group.value() + " is named twice.",
                        "Give it once, with as many votes as it takes.");
            }
        }
    }

    private static QuorumPart part(Fields part) {
        int votes = part.optionalText("votes").map(v -> v.number(1, MAX_VOTES)).orElse(1);
        return new QuorumPart(part.text("group").value(), votes, only(part));
    }

    private static @Nullable Only only(Fields part) {
        var in = words(part, IN);
        var notIn = words(part, NOT_IN);
        return in.isEmpty() && notIn.isEmpty() ? null : new Only(in, notIn);
    }

    private static List<String> words(Fields part, String name) {
        return part.texts(name).stream().map(Text::value).distinct().sorted().toList();
    }
}
