package dev.holdpoint.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** An empty database of its own on a real PostgreSQL server, with its superuser. */
public record TestDatabase(String host, int port, String name, String user, String password) {
    /** {@code postgresql://host:port/name}, as Vert.x and Quarkus take it; no credentials. */
    public String uri() {
        return "postgresql://%s:%d/%s".formatted(host, port, name);
    }

    /** A JDBC connection; the caller closes it. */
    public Connection connect() throws SQLException {
        registerDriver();
        return DriverManager.getConnection("jdbc:" + uri(), user, password);
    }

    /** DriverManager looks drivers up once, with whichever loader came first: Quarkus's, maybe. */
    private static void registerDriver() throws SQLException {
        try {
            Class.forName("org.postgresql.Driver");
        } catch (ClassNotFoundException e) {
            throw new SQLException("no PostgreSQL driver on the class path", e);
        }
    }

    /** Runs SQL, one or more statements. */
    public void execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL refused: " + sql, e);
        }
    }

    /** The first column of the first row as text. */
    public String value(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new IllegalStateException("no row: " + sql);
            }
            return String.valueOf(rows.getObject(1));
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL refused: " + sql, e);
        }
    }
}
