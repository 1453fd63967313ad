package dev.holdpoint.cli;

import dev.holdpoint.cli.call.Api;
import dev.holdpoint.cli.call.Caller;
import dev.holdpoint.cli.text.VisibleText;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code approvals judge}: what is said afterwards of an approval. */
@Command(
        name = "judge",
        mixinStandardHelpOptions = true,
        description = "Says of a released hold whether it should have been approved.")
final class JudgeVerb implements Callable<Integer> {
    @Mixin Caller caller = new Caller();

    @Parameters(paramLabel = "HOLD")
    String hold = "";

    @ArgGroup(multiplicity = "1")
    Said said = new Said();

    @Option(names = "--reason", required = true, description = "why; kept in the ledger")
    String reason = "";

    /** One of the two. */
    static final class Said {
        @Option(names = "--bad", required = true, description = "it should not have been approved")
        boolean bad;

        @Option(names = "--good", required = true, description = "it was right to approve it")
        boolean good;
    }

    @Override
    public Integer call() {
        var judgement = said.bad ? "bad" : "good";
        var answer =
                caller.api()
                        .post(
                                "/api/v1/holds/" + Api.segment(hold) + "/judgement",
                                Map.of("judgement", judgement, "reason", reason));
        if (caller.options().json()) {
            caller.options().print(answer);
            return 0;
        }
        var line = "the approval of hold %s is judged %s".formatted(hold, judgement);
        caller.options().out().println(VisibleText.of(line));
        return 0;
    }
}
