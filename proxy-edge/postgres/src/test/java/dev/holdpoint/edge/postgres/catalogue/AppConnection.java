package dev.holdpoint.edge.postgres.catalogue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/** Asks a target without an edge between. */
record AppConnection(Connection connection) implements AutoCloseable {
    /** The rows of a query of two columns, by the first. */
    Map<String, String> pairs(String query) throws SQLException {
        return rows(query).stream().collect(Collectors.toMap(List::getFirst, List::getLast));
    }

    /** The rows of a query of two columns. */
    List<List<String>> rows(String query) throws SQLException {
        var all = new ArrayList<List<String>>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                all.add(List.of(rows.getString(1), rows.getString(2)));
            }
        }
        return all;
    }

    /** The one value that a query gives. */
    String one(String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    /** Runs a text; a COPY with data. */
    void execute(String text) throws SQLException {
        if (text.startsWith("COPY ")) {
            copy(text);
            return;
        }
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(text);
        }
    }

    /** Whether a text runs. */
    boolean takes(String text) {
        try {
            execute(text);
            return true;
        } catch (SQLException _) {
            return false;
        }
    }

    private void copy(String text) throws SQLException {
        var copies = connection.unwrap(PGConnection.class).getCopyAPI();
        try {
            if (text.contains("FROM STDIN")) {
                copies.copyIn(text, new StringReader("501\t1\tcopied\n"));
            } else {
                copies.copyOut(text, OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
