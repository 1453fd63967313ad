package dev.holdpoint.launcher;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the built jars are and where state is kept. */
final class HomeOptions {
    @Option(names = "--home", hidden = true, defaultValue = "${sys:holdpoint.home:-.}")
    Path home = Path.of(".");

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            defaultValue = "${env:HOLDPOINT_STATE_DIR:-}",
            description =
                    "state directory (default: .holdpoint in the repository, or env"
                            + " HOLDPOINT_STATE_DIR)")
    String stateDir = "";

    StateDir state() {
        return StateDir.of(stateDir.isBlank() ? home.resolve(".holdpoint") : Path.of(stateDir));
    }
}
