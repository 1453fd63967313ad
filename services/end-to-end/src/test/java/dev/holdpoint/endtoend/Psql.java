package dev.holdpoint.endtoend;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A stock psql that talks to an edge over verified TLS. */
record Psql(int port, Path ca, String user, String password, String database) {
    /** How a notice names the hold of a command; the group is its id. */
    static final String HOLD = "hold ([0-9a-f-]{36})";

    /** The agent's psql, with the token itself as password. */
    static Psql withToken(int port, Path ca, String token) {
        return new Psql(port, ca, "oidc", token, "payments");
    }

    /** Starts psql for one {@code -c} argument each. */
    RunningProgram start(String... statements) {
        var command = new ArrayList<>(List.of("psql", "-X", "-v", "VERBOSITY=verbose"));
        for (var statement : statements) {
            command.add("-c");
            command.add(statement);
        }
        return launch(command);
    }

    /** Starts psql reading its standard input, as in a terminal without echo. */
    RunningProgram interactive() {
        return launch(List.of("psql", "-X", "-v", "VERBOSITY=verbose", "-f", "-"));
    }

    RunningProgram.Finished run(String... statements) {
        try (var program = start(statements)) {
            return program.awaitEnd(Duration.ofSeconds(30));
        }
    }

    private RunningProgram launch(List<String> command) {
        var builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(
                        Map.of(
                                "PGHOST",
                                "localhost",
                                "PGPORT",
                                Integer.toString(port),
                                "PGUSER",
                                user,
                                "PGPASSWORD",
                                password,
                                "PGDATABASE",
                                database,
                                "PGSSLMODE",
                                "verify-full",
                                "PGSSLROOTCERT",
                                ca.toString(),
                                "PGCONNECT_TIMEOUT",
                                "10",
                                "LC_ALL",
                                "C"));
        return RunningProgram.start(builder);
    }
}
