package dev.holdpoint.cli.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdpoint.cli.call.Http;
import dev.holdpoint.cli.call.Moments;
import dev.holdpoint.cli.call.VerbOptions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which commands on record are meant. */
final class Window {
    @Option(names = "--from", defaultValue = "14d", description = "(${DEFAULT-VALUE})")
    String from = "14d";

    @Option(names = "--to", description = "(now)")
    @Nullable String to;

    @Option(names = "--principal", description = "only its commands: a subject, or issuer#subject")
    @Nullable String principal;

    @Option(names = "--target", description = "only commands on it")
    @Nullable String target;

    /** As a request says it. */
    ObjectNode body(VerbOptions options) {
        var now = Instant.now();
        var body = Http.JSON.createObjectNode();
        body.put("from", Moments.of(options, from, now).toString());
        body.put("to", (to == null ? now : Moments.of(options, to, now)).toString());
        if (principal != null) {
            body.put("principal", principal);
        }
        if (target != null) {
            body.put("target", target);
        }
        return body;
    }
}
