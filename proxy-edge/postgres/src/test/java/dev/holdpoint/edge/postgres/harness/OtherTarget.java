package dev.holdpoint.edge.postgres.harness;

import dev.holdpoint.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;

/** The demo target once more, of the PostgreSQL that is installed on this machine. */
public final class OtherTarget {
    public static final String DATABASE = Payments.DATABASE;
    private static final Pattern MAJOR = Pattern.compile("\\) (\\d+)");
    private static final OtherTarget SHARED = new OtherTarget();

    private final EmbeddedPostgres server;

    private OtherTarget() {
        try {
            server =
                    EmbeddedPostgres.start(
                            Files.createTempDirectory("other-target"),
                            0,
                            EmbeddedPostgres.Settings.throwAway()
                                    .with("wal_level", "logical")
                                    .with(installation()));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            Payments.createIn(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static OtherTarget ofThisMachine() {
        return SHARED;
    }

    /** Where Debian keeps the server that belongs to pg_dump, or else where pg_dump itself is. */
    private static Path installation() throws IOException {
        var pgDump = new ProcessBuilder("pg_dump", "--version").redirectErrorStream(true).start();
        var said = new String(pgDump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var version = MAJOR.matcher(said);
        if (!version.find()) {
            throw new IllegalStateException("what version is " + said);
        }
        var debian = Path.of("/usr/lib/postgresql", version.group(1));
        return Files.exists(debian) ? debian : besideItself();
    }

    private static Path besideItself() throws IOException {
        for (var dir : Arrays.asList(System.getenv("PATH").split(":"))) {
            var program = Path.of(dir, "pg_dump");
            if (Files.isExecutable(program)) {
                return program.toRealPath().resolve("../..").normalize();
            }
        }
        throw new IllegalStateException("no pg_dump in PATH");
    }

    public int port() {
        return server.port();
    }

    public void createDatabase(String name) {
        server.createDatabase(name);
    }

    /** Runs a script there, beside the edge. */
    public void execute(String script) {
        server.execute(DATABASE, script);
    }

    /** What a query there gives, beside the edge. */
    public String value(String query) {
        return String.valueOf(server.query(DATABASE, query).getFirst().getFirst());
    }

    /** How libpq finds this server directly. */
    public Map<String, String> environment(String database) {
        return Map.of(
                "PGHOST", server.host(),
                "PGPORT", Integer.toString(server.port()),
                "PGUSER", server.user(),
                "PGPASSWORD", server.password(),
                "PGDATABASE", database,
                "LC_ALL", "C");
    }
}
