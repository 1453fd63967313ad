package dev.holdpoint.endtoend;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/** A stock pgjdbc that talks to an edge over verified TLS. */
final class Pgjdbc {
    private Pgjdbc() {}

    /**
     * Logs in as that psql would.
     *
     * @param preferQueryMode {@code simple}, {@code extended} or {@code extendedForPrepared}
     */
    static Connection connect(Psql client, String preferQueryMode) throws SQLException {
        var properties = new Properties();
        properties.putAll(
                Map.of(
                        "user", client.user(),
                        "password", client.password(),
                        "sslmode", "verify-full",
                        "sslrootcert", client.ca().toString(),
                        "preferQueryMode", preferQueryMode));
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + client.port() + "/payments", properties);
    }
}
