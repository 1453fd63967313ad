package dev.holdpoint.edge.postgres.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** The target's own statement log since the test began: the oracle of what reached it. */
public final class TargetLog {
    /** The prefix every line has: when, and who. */
    static final String PREFIX = "%n %a ";

    private static final Pattern LINE =
            Pattern.compile(
                    "(?m)^(\\d+\\.\\d{3}) (\\S*) LOG:  (statement|execute [^:]*"
                            + "|fastpath function call): (.*(?:\\n\\t.*)*)$");

    /** Whatever the edge has the target do to plan statements that may never run. */
    private static final Pattern PLANNING =
            Pattern.compile("(?m)^\\d+\\.\\d{3} holdpoint-estimate .*(?:\\n\\t.*)*\\n?");

    private final Path file;
    private final long from;
    private final boolean planning;

    TargetLog(Path file) {
        this(file, file.toFile().length(), false);
    }

    private TargetLog(Path file, long from, boolean planning) {
        this.file = file;
        this.from = from;
        this.planning = planning;
    }

    /** The same with what the edge itself had the target plan. */
    public TargetLog withPlanning() {
        return new TargetLog(file, from, true);
    }

    /** Whether a statement, or part of one, reached the target. */
    public boolean shows(String statement) {
        return shown().contains(statement);
    }

    /** How often it shows. */
    public int count(String statement) {
        return shown().split(Pattern.quote(statement), -1).length - 1;
    }

    private String shown() {
        return planning ? text() : PLANNING.matcher(text()).replaceAll("");
    }

    /** What a client under this application name had the target do, in order. */
    public List<Asked> asked(String application) {
        return LINE.matcher(text())
                .results()
                .filter(line -> line.group(2).equals(application))
                .map(line -> new Asked(at(line.group(1)), line.group(3), plain(line.group(4))))
                .toList();
    }

    /**
     * A line of the log.
     *
     * @param how {@code statement}, {@code execute} and a name, or {@code fastpath function call}
     */
    public record Asked(Instant at, String how, String text) {}

    private static Instant at(String epoch) {
        return Instant.ofEpochMilli(Long.parseLong(epoch.replace(".", "")));
    }

    private static String plain(String logged) {
        return logged.replace("\n\t", "\n");
    }

    private String text() {
        try (var log = FileChannel.open(file)) {
            return new String(Channels.newInputStream(log.position(from)).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
