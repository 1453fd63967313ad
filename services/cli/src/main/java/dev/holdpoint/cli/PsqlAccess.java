package dev.holdpoint.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.cli.call.Http;
import dev.holdpoint.cli.text.Shell;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a libpq client reaches a target through the edge. */
record PsqlAccess(String host, String port, String database, String user, Path ca) {
    /** A password file line (libpq, section 34.16): colons and backslashes are escaped. */
    String pgpass(String password) {
        return String.join(
                        ":",
                        escaped(host),
                        port,
                        escaped(database),
                        escaped(user),
                        escaped(password))
                + "\n";
    }

    private static String escaped(String field) {
        return field.replace("\\", "\\\\").replace(":", "\\:");
    }

    Map<String, String> environment(Path passwordFile) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("PGHOST", host);
        variables.put("PGPORT", port);
        variables.put("PGDATABASE", database);
        variables.put("PGUSER", user);
        variables.put("PGPASSFILE", passwordFile.toString());
        variables.put("PGSSLMODE", "verify-full");
        variables.put("PGSSLROOTCERT", ca.toString());
        return variables;
    }

    String psql(Path passwordFile) {
        var conninfo =
                "host=%s port=%s dbname=%s user=%s sslmode=verify-full sslrootcert=%s"
                        .formatted(
                                conninfo(host),
                                port,
                                conninfo(database),
                                conninfo(user),
                                conninfo(ca.toString()));
        return "PGPASSFILE=%s psql %s"
                .formatted(Shell.quoted(passwordFile.toString()), Shell.quoted(conninfo));
    }

    private static String conninfo(String value) {
        return value.matches("[A-Za-z0-9/._~-]+")
                ? value
                : "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    JsonNode json(Path passwordFile, String expiresAt) {
        var json = Http.JSON.createObjectNode();
        environment(passwordFile).forEach(json::put);
        return json.put("expiresAt", expiresAt).put("psql", psql(passwordFile));
    }
}
