package dev.holdpoint.cli;

import dev.holdpoint.cli.call.Api;
import dev.holdpoint.cli.call.Caller;
import dev.holdpoint.cli.text.VisibleText;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code approvals break-glass}: a release by one person whom the rule gives that right. */
@Command(
        name = "break-glass",
        mixinStandardHelpOptions = true,
        description =
                "Releases a hold alone, if its rule lets you; it is told at once and reviewed"
                        + " afterwards.")
final class BreakGlassVerb implements Callable<Integer> {
    @Mixin Caller caller = new Caller();

    @Parameters(paramLabel = "HOLD")
    String hold = "";

    @Option(names = "--reason", required = true, description = "why; kept in the ledger")
    String reason = "";

    @Override
    public Integer call() {
        var answer =
                caller.api()
                        .post(
                                "/api/v1/holds/" + Api.segment(hold) + "/break-glass",
                                Map.of("reason", reason));
        if (caller.options().json()) {
            caller.options().print(answer);
            return 0;
        }
        var line =
                "hold %s is %s; another person reviews it"
                        .formatted(hold, answer.path("state").asText(""));
        caller.options().out().println(VisibleText.of(line));
        return 0;
    }
}
