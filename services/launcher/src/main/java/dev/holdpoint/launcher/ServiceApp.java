package dev.holdpoint.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One process of services to start: its jar, its REST port and the configuration it is given. */
record ServiceApp(String name, Path jar, int port, Map<String, String> config) {
    String readyUrl() {
        return "http://localhost:" + port + "/q/health/ready";
    }

    /** The runner jar a module's build has left in its target directory. */
    static Path runnerJar(Path home, String module) {
        var target = home.resolve(module).resolve("target");
        try (var files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow(() -> notBuilt(module));
        } catch (IOException e) {
            throw notBuilt(module);
        }
    }

    private static LaunchFailure notBuilt(String module) {
        return new LaunchFailure(module + " is not built: run ./holdpoint build");
    }

    List<String> commandLine(Path configFile) {
        var options = new ArrayList<>(JavaFlags.of(name, System.getenv()));
        options.add("-Dquarkus.config.locations=" + configFile.toUri());
        return JavaFlags.line("-Xmx512m", options, List.of("-jar", jar.toString()));
    }
}
