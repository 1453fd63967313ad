package dev.holdpoint.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The command line of a JVM on a laptop: quick to start, small, quiet on JDK 25. */
final class JavaFlags {
    private static final List<String> COMMON =
            List.of(
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--sun-misc-unsafe-memory-access=allow",
                    "--enable-native-access=ALL-UNNAMED");

    private JavaFlags() {}

    /** What the environment adds for one program, e.g. HOLDPOINT_JVM_PROXY_EDGE; it wins. */
    static List<String> of(String program, Map<String, String> environment) {
        var name = "HOLDPOINT_JVM_" + program.toUpperCase(Locale.ROOT).replace('-', '_');
        var options = environment.getOrDefault(name, "").strip();
        return options.isEmpty() ? List.of() : List.of(options.split(" +"));
    }

    static List<String> line(String heap, List<String> options, List<String> program) {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(COMMON);
        line.add(heap);
        line.addAll(options);
        line.addAll(program);
        return line;
    }
}
