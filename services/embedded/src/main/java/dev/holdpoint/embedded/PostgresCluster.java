package dev.holdpoint.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One PostgreSQL data directory: made by initdb, started and stopped by pg_ctl. */
final class PostgresCluster {
    private static final String SETTINGS = "holdpoint.conf";

    private final Path home;
    private final PostgresBinaries binaries;

    PostgresCluster(Path home, PostgresBinaries binaries) {
        this.home = home;
        this.binaries = binaries;
    }

    private Path data() {
        return home.resolve("data");
    }

    private Path passwordFile() {
        return home.resolve("superuser.password");
    }

    Path installation() {
        return binaries.home();
    }

    Path logFile() {
        return home.resolve("postgresql.log");
    }

    String password() {
        try {
            return Files.readString(passwordFile()).strip();
        } catch (IOException e) {
            throw new EmbeddedFailure("cannot read " + passwordFile(), e);
        }
    }

    void prepare() throws IOException {
        PrivateFiles.directory(home);
        if (EmbeddedPostgres.exists(home)) {
            stopOrphan();
            return;
        }
        PrivateFiles.write(passwordFile(), Secrets.random() + "\n");
        PrivateFiles.write(logFile(), "");
        var options =
                new ArrayList<>(
                        List.of(
                                "--pgdata=" + data(),
                                "--username=postgres",
                                "--pwfile=" + passwordFile(),
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                "--locale=C",
                                "--no-sync"));
        options.addAll(binaries.localeOptions());
        var initdb = Tool.run(binaries.program("initdb"), options);
        if (!initdb.ok()) {
            PrivateFiles.deleteTree(data());
            throw new EmbeddedFailure("initdb failed" + Tool.rootAdvice() + ": " + initdb.output());
        }
        var conf = data().resolve("postgresql.conf");
        Files.writeString(conf, Files.readString(conf) + "\ninclude '" + SETTINGS + "'\n");
    }

    void start(int port, Map<String, String> settings) throws IOException {
        PrivateFiles.write(data().resolve(SETTINGS), conf(port, settings));
        var started = pgCtl("start", "--wait", "--timeout=60", "--log=" + logFile());
        if (!started.ok()) {
            throw new EmbeddedFailure(
                    "PostgreSQL did not start on port " + port + ":\n" + lastLogLines());
        }
    }

    private static String conf(int port, Map<String, String> settings) {
        var all = new TreeMap<>(settings);
        all.putIfAbsent("log_line_prefix", "%m [%p] %q%u@%d ");
        all.put("listen_addresses", "127.0.0.1");
        all.put("port", Integer.toString(port));
        all.put("unix_socket_directories", "");
        return all.entrySet().stream()
                .map(e -> e.getKey() + " = '" + e.getValue().replace("'", "''") + "'\n")
                .collect(Collectors.joining());
    }

    void stop(String mode) {
        if (process().isEmpty()) {
            return;
        }
        var stopped = pgCtl("stop", "--wait", "--timeout=30", "--mode=" + mode);
        if (!stopped.ok() && process().isPresent()) {
            throw new EmbeddedFailure("PostgreSQL did not stop: " + stopped.output());
        }
    }

    /** A server left over from a launcher that was killed still owns the directory. */
    private void stopOrphan() {
        stop("fast");
    }

    /** The postmaster named by the pid file, if that number still is a PostgreSQL process. */
    Optional<ProcessHandle> process() {
        try {
            var lines = Files.readAllLines(data().resolve("postmaster.pid"));
            return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> handle.info().command().orElse("").endsWith("/postgres"));
        } catch (IOException | RuntimeException noPidFile) {
            return Optional.empty();
        }
    }

    private Tool.Finished pgCtl(String action, String... options) {
        var line = new ArrayList<>(List.of(action, "--silent", "--pgdata=" + data()));
        line.addAll(List.of(options));
        return Tool.run(binaries.program("pg_ctl"), line);
    }

    private String lastLogLines() throws IOException {
        var lines = Files.readAllLines(logFile());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }
}
