package dev.holdpoint.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs one of the unpacked PostgreSQL programs to its end. */
final class Tool {
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private Tool() {}

    /** PostgreSQL refuses uid 0, so root runs it inside a user namespace of its own. */
    static Finished run(Path program, List<String> arguments) {
        var line = new ArrayList<String>(ROOT ? List.of("unshare", "-U") : List.of());
        line.add(program.toString());
        line.addAll(arguments);
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        try {
            var process = builder.start();
            process.getOutputStream().close();
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Finished(process.waitFor(), output.strip());
        } catch (IOException e) {
            throw new EmbeddedFailure("cannot run " + line.getFirst() + rootAdvice(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedFailure("interrupted while running " + program.getFileName(), e);
        }
    }

    static String rootAdvice() {
        return ROOT ? " (as root PostgreSQL needs user namespaces; run as an ordinary user)" : "";
    }

    /** Exit status and combined output of a finished program. */
    record Finished(int status, String output) {
        boolean ok() {
            return status == 0;
        }
    }
}
