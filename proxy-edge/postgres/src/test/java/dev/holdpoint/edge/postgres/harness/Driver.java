package dev.holdpoint.edge.postgres.harness;

import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a stock JDBC driver makes of the edge's answers. */
public final class Driver {
    private Driver() {}

    /** The values of one column of a result, as text. */
    public static List<String> column(Connection connection, String sql, int column)
            throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(column));
            }
            return values;
        }
    }

    /** The SQLSTATE a call fails with, or {@code none} if it does not fail. */
    public static String sqlState(ThrowingCallable call) {
        return switch (catchThrowable(call)) {
            case null -> "none";
            case SQLException failed -> failed.getSQLState();
            case Throwable other -> throw new AssertionError(other);
        };
    }
}
