package dev.holdpoint.launcher.database;

import dev.holdpoint.embedded.EmbeddedPostgres;

/** Roles and databases that are made when missing. Names come from our own constants. */
final class Sql {
    private Sql() {}

    static void role(EmbeddedPostgres server, String role, String password) {
        if (absent(server, "SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
            server.execute("CREATE ROLE " + role + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE");
        }
        server.execute(
                "SET log_statement = 'none'; ALTER ROLE %s PASSWORD '%s'"
                        .formatted(role, password.replace("'", "''")));
    }

    static void database(EmbeddedPostgres server, String name) {
        if (absent(server, "SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
            server.createDatabase(name);
        }
    }

    static boolean absent(EmbeddedPostgres server, String query) {
        return server.query("postgres", query).isEmpty();
    }
}
