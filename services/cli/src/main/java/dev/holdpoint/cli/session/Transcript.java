package dev.holdpoint.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.cli.text.Principals;
import dev.holdpoint.cli.text.Table;
import dev.holdpoint.cli.text.VisibleText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A session and its commands, with who voted on what was held. */
final class Transcript {
    private Transcript() {}

    static void print(PrintWriter out, JsonNode session, JsonNode commands) {
        out.println(head(session));
        var table = new Table("RECEIVED", "DECISION", "RULE", "OUTCOME", "VOTES", "STATEMENT");
        for (var command : commands) {
            table.row(
                    command.path("receivedAt").asText(""),
                    command.path("decision").asText(""),
                    command.path("rule").asText(""),
                    outcome(command),
                    votes(command.path("hold").path("votes")),
                    command.path("text").asText(""));
            statements(command.path("statements"))
                    .forEach(statement -> table.row("", "", "", "", "", statement));
        }
        table.print(out);
    }

    /** What each statement of a text does that has several. */
    private static List<String> statements(JsonNode statements) {
        var lines = new ArrayList<String>();
        for (var statement : statements.path("listed")) {
            lines.add("  %d. %s".formatted(lines.size() + 1, statement(statement)));
        }
        long unlisted = statements.path("unlisted").asLong();
        if (unlisted > 0) {
            lines.add("  and %d more".formatted(unlisted));
        }
        return lines;
    }

    private static String statement(JsonNode statement) {
        var effects = joined(statement.path("effects")).toLowerCase(Locale.ROOT);
        var reads = joined(statement.path("reads"));
        var writes = joined(statement.path("writes"));
        return statement.path("kind").asText("")
                + (effects.isEmpty() ? "" : " (" + effects + ")")
                + (reads.isEmpty() ? "" : " reads " + reads)
                + (writes.isEmpty() ? "" : " writes " + writes);
    }

    private static String joined(JsonNode names) {
        var all = new ArrayList<String>();
        names.forEach(name -> all.add(name.asText("")));
        return String.join(", ", all);
    }

    /** Who was connected to what, and when. */
    static String head(JsonNode session) {
        return VisibleText.of(
                "%s  %s on %s from %s, %s since %s"
                        .formatted(
                                session.path("session").asText(""),
                                Principals.name(session.path("principal")),
                                session.path("target").asText(""),
                                session.path("clientAddress").asText(""),
                                session.path("state").asText(""),
                                session.path("openedAt").asText("")));
    }

    /** When a command came, what was decided and what became of it. */
    static String line(JsonNode command) {
        return "%s  %s %s  %s %s"
                .formatted(
                        command.path("receivedAt").asText(""),
                        command.path("decision").asText(""),
                        command.path("rule").asText(""),
                        outcome(command),
                        votes(command.path("hold").path("votes")))
                .strip();
    }

    private static String outcome(JsonNode command) {
        var outcome = command.path("outcome").asText("");
        return outcome.isEmpty() ? command.path("refusalCode").asText("") : outcome;
    }

    private static String votes(JsonNode votes) {
        var words = new ArrayList<String>();
        for (var vote : votes) {
            var delegator = vote.path("inPlaceOf");
            words.add(
                    vote.path("vote").asText("")
                            + " "
                            + Principals.subject(vote.path("approver"))
                            + (delegator.isTextual()
                                    ? " in place of " + Principals.subject(delegator)
                                    : ""));
        }
        return String.join(", ", words);
    }
}
