package dev.holdpoint.cli.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdpoint.policy.evaluate.Considered;
import dev.holdpoint.policy.trial.Came;
import dev.holdpoint.policy.trial.Verdict;
import java.util.List;

/** A report of cases for programs. */
public final class TrialJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TrialJson() {}

    /** The report. */
    public static ObjectNode of(List<Verdict> verdicts) {
        var json = JSON.createObjectNode();
        json.put("cases", verdicts.size());
        json.put("failed", verdicts.stream().filter(verdict -> !verdict.passed()).count());
        var all = json.putArray("verdicts");
        verdicts.forEach(verdict -> all.add(verdict(verdict)));
        return json;
    }

    private static ObjectNode verdict(Verdict verdict) {
        var json =
                JSON.createObjectNode()
                        .put("test", verdict.test())
                        .put("case", verdict.tried().name())
                        .put("place", verdict.tried().place().toString())
                        .put("at", verdict.at().toString())
                        .put("passed", verdict.passed())
                        .put("command", FactsText.of(verdict));
        json.set("came", came(verdict.came()));
        var differences = json.putArray("differences");
        verdict.differences()
                .forEach(
                        one ->
                                differences
                                        .addObject()
                                        .put("what", one.what())
                                        .put("expected", one.expected())
                                        .put("came", one.came()));
        var considered = json.putArray("considered");
        verdict.considered().forEach(one -> add(considered, one));
        var notes = json.putArray("notes");
        verdict.notes().forEach(notes::add);
        return json;
    }

    private static ObjectNode came(Came came) {
        var json =
                JSON.createObjectNode()
                        .put("decision", Came.word(came.decision()))
                        .put("rule", came.rule())
                        .put("reason", came.reason());
        if (came.code() != null) {
            json.put("code", came.code().name());
        }
        var rules = json.putArray("rules");
        came.rules().forEach(rules::add);
        var masks = json.putObject("masks");
        came.masks().forEach(masks::put);
        json.put("rows", came.mostRows());
        var approval = json.putObject("approval");
        came.approval().forEach(approval::put);
        return json;
    }

    private static void add(ArrayNode all, Considered considered) {
        var json =
                all.addObject()
                        .put("rule", considered.rule().id())
                        .put("decide", Came.word(considered.rule().decision()));
        switch (considered) {
            case Considered.Matched(_, var error, _) ->
                    json.put("matched", true).put("conditionFailed", error);
            case Considered.Missed(_, var field, _) -> json.put("matched", false).put("on", field);
        }
    }
}
