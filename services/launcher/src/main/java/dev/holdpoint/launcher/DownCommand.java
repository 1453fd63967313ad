package dev.holdpoint.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code holdpoint down}. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stops a running Holdpoint; its state stays.")
final class DownCommand implements Callable<Integer> {
    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin HomeOptions options = new HomeOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var progress = new Progress(spec.commandLine().getOut());
        var state = options.state();
        var running = RunState.read(state.runFile());
        if (running.isEmpty()) {
            progress.say("Holdpoint does not run on " + state.root());
            return 0;
        }
        var launcher = running.get().launcher().handle();
        if (launcher.isPresent()) {
            launcher.get().destroy();
            if (!Leftovers.gone(launcher.get(), 60)) {
                launcher.get().destroyForcibly();
                progress.say("the launcher did not stop within 60 s and was killed");
            }
        }
        for (var service : running.get().services()) {
            Leftovers.end(service.pid());
        }
        Files.deleteIfExists(state.runFile());
        progress.say("stopped");
        return 0;
    }
}
