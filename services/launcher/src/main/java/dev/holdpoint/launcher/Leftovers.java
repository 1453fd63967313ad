package dev.holdpoint.launcher;

import dev.holdpoint.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Service processes that outlived a launcher which was killed. */
final class Leftovers {
    private Leftovers() {}

    /** Ends them, and servers left behind with them, and removes the stale run file. */
    static void clear(StateDir state, Progress progress) throws IOException, InterruptedException {
        var stale = RunState.read(state.runFile());
        if (stale.isPresent()) {
            progress.say("the last launcher ended without stopping: cleaning up after it");
            for (var service : stale.get().services()) {
                end(service.pid());
            }
        }
        EmbeddedPostgres.stopLeftover(state.postgres());
        EmbeddedPostgres.stopLeftover(state.target());
        Files.deleteIfExists(state.runFile());
    }

    /** SIGTERM, ten seconds, SIGKILL. */
    static void end(RunState.Pid pid) throws InterruptedException {
        var process = pid.handle();
        if (process.isEmpty()) {
            return;
        }
        process.get().destroy();
        if (!gone(process.get(), 10)) {
            process.get().destroyForcibly();
        }
    }

    static boolean gone(ProcessHandle process, int seconds) throws InterruptedException {
        try {
            process.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException still) {
            return false;
        } catch (ExecutionException e) {
            throw new LaunchFailure("cannot wait for process " + process.pid(), e);
        }
    }
}
