package dev.holdpoint.cli.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a decision to be explained depends on besides its command. */
final class ExplainedInputs {
    @Option(
            names = "--for",
            paramLabel = "SUBJECT",
            description = "somebody else than the caller (for reviewers); give --kind, too")
    @Nullable String subject;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "human (default), agent or service")
    @Nullable String kind;

    @Option(names = "--group", paramLabel = "GROUP", description = "of --for; repeatable")
    List<String> groups = List.of();

    @Option(names = "--on-behalf-of", paramLabel = "SUBJECT", description = "of --for")
    @Nullable String human;

    @Option(names = "--issuer", paramLabel = "URL", description = "of --for (default: the realm's)")
    @Nullable String issuer;

    @Option(
            names = "--estimated-rows",
            paramLabel = "ROWS",
            description = "what the target expects")
    @Nullable Long estimatedRows;

    @Option(names = "--application-name", paramLabel = "NAME", description = "of the session")
    @Nullable String applicationName;

    @Option(names = "--client-address", paramLabel = "ADDRESS", description = "of the session")
    @Nullable String clientAddress;

    @Option(
            names = "--commands-last-minute",
            paramLabel = "COUNT",
            defaultValue = "1",
            description = "of the session, this one included (default: 1)")
    long commandsLastMinute = 1;

    @Option(names = "--rows-returned", paramLabel = "ROWS", description = "by earlier commands")
    @Nullable Long rowsReturned;

    @Option(names = "--rows-written", paramLabel = "ROWS", description = "by earlier commands")
    @Nullable Long rowsWritten;

    @Option(names = "--justification", paramLabel = "TEXT", description = "of the session")
    @Nullable String justification;

    @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "of the text; repeatable")
    Map<String, String> tags = new LinkedHashMap<>();

    /** The facts with the estimate, if one was given. */
    ObjectNode estimating(ObjectNode facts) {
        return estimatedRows == null ? facts : facts.put("estimatedRows", estimatedRows);
    }

    void addTo(ObjectNode request, String realm) {
        if (subject != null) {
            principal(request, subject, issuer == null ? realm : issuer);
        }
        var session = request.putObject("session").put("commandsLastMinute", commandsLastMinute);
        session.put("applicationName", applicationName).put("clientAddress", clientAddress);
        session.put("rowsReturned", rowsReturned).put("rowsWritten", rowsWritten);
        if (justification != null) {
            request.put("justification", justification);
        }
        if (!tags.isEmpty()) {
            var all = request.withObjectProperty("tags");
            tags.forEach(all::put);
        }
    }

    private void principal(ObjectNode request, String who, String realm) {
        var principal = request.putObject("principal").put("name", who);
        principal.putObject("id").put("issuer", realm).put("subject", who);
        principal.put("kind", kind == null ? "HUMAN" : kind.toUpperCase(Locale.ROOT));
        var all = principal.putArray("groups");
        groups.forEach(all::add);
        if (human != null) {
            principal.putObject("onBehalfOf").put("issuer", realm).put("subject", human);
        }
    }
}
