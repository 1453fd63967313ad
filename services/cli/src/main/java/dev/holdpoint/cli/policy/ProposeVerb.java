package dev.holdpoint.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.cli.call.Caller;
import dev.holdpoint.cli.call.CliFailure;
import dev.holdpoint.cli.call.LongAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code policy propose}: narrower grants and rules that would have sufficed. */
@Command(
        name = "propose",
        mixinStandardHelpOptions = true,
        description = {
            "Proposes narrower grants and rules from the commands on record, and proves by replay",
            "that they keep what was allowed. --principal and --target choose which are narrowed.",
            "A time is 2026-11-21T12:00:00Z, 2026-11-21 (midnight UTC), or 90m, 12h, 14d ago.",
            "Exit code: 0 proposed and proven, 1 failed or not proven, 2 wrong usage."
        })
final class ProposeVerb implements Callable<Integer> {
    private static final String PROPOSE = "/api/v1/policies:propose";

    @Mixin Caller caller = new Caller();
    @Mixin Window window = new Window();

    @Option(names = "--out", paramLabel = "DIR", description = "write the documents there")
    @Nullable Path out;

    @Override
    public Integer call() {
        return LongAnswer.to(caller, PROPOSE, window.body(caller.options()), this::result);
    }

    private int result(JsonNode proposed) {
        if (out != null) {
            write(out, proposed.path("documents"));
        }
        if (caller.options().json()) {
            caller.options().print(proposed);
        } else {
            new ProposalText(caller.options().out()).print(proposed, out == null);
        }
        return proposed.path("proof").path("keeps").asBoolean() ? 0 : 1;
    }

    private static void write(Path directory, JsonNode documents) {
        try {
            Files.createDirectories(directory);
            for (var document : documents) {
                var name = Path.of(document.path("name").asText()).getFileName();
                Files.writeString(
                        directory.resolve(String.valueOf(name)), document.path("text").asText());
            }
        } catch (IOException e) {
            throw new CliFailure("cannot write the documents: " + e.getMessage(), e);
        }
    }
}
