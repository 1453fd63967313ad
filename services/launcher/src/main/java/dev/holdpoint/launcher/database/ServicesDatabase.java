package dev.holdpoint.launcher.database;

import dev.holdpoint.embedded.EmbeddedPostgres;
import java.util.List;

/** The services' database: an ordinary role that owns one schema per service. */
public final class ServicesDatabase {
    public static final String DATABASE = "holdpoint";
    public static final String ROLE = "holdpoint";
    private static final List<String> SCHEMAS =
            List.of("edge", "policy", "approval", "audit", "review");

    private ServicesDatabase() {}

    /** Idempotent: a database from an earlier start keeps its rows. */
    public static void prepare(EmbeddedPostgres server, String password) {
        Sql.role(server, ROLE, password);
        Sql.database(server, DATABASE);
        server.execute(
                DATABASE,
                """
                REVOKE ALL ON DATABASE holdpoint FROM PUBLIC;
                REVOKE ALL ON SCHEMA public FROM PUBLIC;
                GRANT CONNECT, CREATE, TEMPORARY ON DATABASE holdpoint TO holdpoint;
                """);
        for (var schema : SCHEMAS) {
            server.execute(
                    DATABASE, "CREATE SCHEMA IF NOT EXISTS " + schema + " AUTHORIZATION " + ROLE);
        }
    }
}
