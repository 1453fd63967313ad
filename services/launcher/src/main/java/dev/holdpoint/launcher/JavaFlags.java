package dev.holdpoint.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
