package dev.holdpoint.edge.postgres.drivers;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.Arrays;

/** One connection of libpq's own, by the library's functions as a C program calls them. */
@SuppressWarnings({"restricted", "NullAway"})
final class Libpq implements AutoCloseable {
    static final int COMMAND_OK = 1;
    static final int TUPLES_OK = 2;
    static final int FATAL_ERROR = 7;
    static final int SINGLE_TUPLE = 9;
    static final int PIPELINE_SYNC = 10;
    static final int PIPELINE_ABORTED = 11;
    private static final int SQLSTATE = 'C';
    private static final long LONGEST_TEXT = 1 << 20;

    private final Arena arena = Arena.ofConfined();
    private final SymbolLookup library;
    private final MemorySegment connection;

    /** Connects by the {@code libpq.so.5} in this directory. */
    Libpq(Path libraries, String conninfo) {
        library = SymbolLookup.libraryLookup(libraries.resolve("libpq.so.5"), arena);
        connection = address("PQconnectdb", text(conninfo));
        if (number("PQstatus", connection) != 0) {
            throw new IllegalStateException(string(address("PQerrorMessage", connection)));
        }
    }

    /** A result of the pipeline; a {@code null} one of libpq ends a command. */
    record Result(int status, String value, String sqlState) {}

    /** Major version times 10,000 and minor version of the protocol that was agreed on. */
    int protocol() {
        return number("PQfullProtocolVersion", connection);
    }

    /** Sends a query without waiting for its answer. */
    void send(String sql) {
        check(number("PQsendQuery", connection, text(sql)));
    }

    /** Cancels what runs, with the key the server gave. */
    void cancel() {
        var request = address("PQcancelCreate", connection);
        check(number("PQcancelBlocking", request));
        call("PQcancelFinish", FunctionDescriptor.ofVoid(ADDRESS), request);
    }

    void enterPipeline() {
        check(number("PQenterPipelineMode", connection));
    }

    void exitPipeline() {
        check(number("PQexitPipelineMode", connection));
    }

    void sync() {
        check(number("PQpipelineSync", connection));
    }

    void requestFlush() {
        check(number("PQsendFlushRequest", connection));
        number("PQflush", connection);
    }

    void oneRowAtATime() {
        check(number("PQsetSingleRowMode", connection));
    }

    void prepare(String name, String sql) {
        check(number("PQsendPrepare", connection, text(name), text(sql), 0, MemorySegment.NULL));
    }

    void execute(String name, String... values) {
        check(
                number(
                        "PQsendQueryPrepared",
                        connection,
                        text(name),
                        values.length,
                        pointers(values),
                        MemorySegment.NULL,
                        MemorySegment.NULL,
                        0));
    }

    void query(String sql, String... values) {
        check(
                number(
                        "PQsendQueryParams",
                        connection,
                        text(sql),
                        values.length,
                        MemorySegment.NULL,
                        pointers(values),
                        MemorySegment.NULL,
                        MemorySegment.NULL,
                        0));
    }

    /** The next result of the command that is next. */
    Result result() {
        var result = address("PQgetResult", connection);
        if (result.equals(MemorySegment.NULL)) {
            return new Result(-1, "", "");
        }
        int rows = number("PQntuples", result);
        var read =
                new Result(
                        number("PQresultStatus", result),
                        rows == 0 ? "" : string(address("PQgetvalue", result, 0, 0)),
                        string(address("PQresultErrorField", result, SQLSTATE)));
        call("PQclear", FunctionDescriptor.ofVoid(ADDRESS), result);
        return read;
    }

    /** The only result of the command that is next. */
    Result only() {
        var only = result();
        if (only.status() != PIPELINE_SYNC && result().status() != -1) {
            throw new IllegalStateException("more than one result");
        }
        return only;
    }

    private static void check(int done) {
        if (done != 1) {
            throw new IllegalStateException("libpq refused");
        }
    }

    private MemorySegment text(String text) {
        return arena.allocateFrom(text);
    }

    private MemorySegment pointers(String[] values) {
        var all = arena.allocate(ADDRESS, Math.max(1, values.length));
        for (int i = 0; i < values.length; i++) {
            all.setAtIndex(ADDRESS, i, text(values[i]));
        }
        return all;
    }

    private static String string(MemorySegment pointer) {
        return pointer.equals(MemorySegment.NULL)
                ? ""
                : pointer.reinterpret(LONGEST_TEXT).getString(0);
    }

    private int number(String function, Object... arguments) {
        return (int) call(function, FunctionDescriptor.of(JAVA_INT, layouts(arguments)), arguments);
    }

    private MemorySegment address(String function, Object... arguments) {
        return (MemorySegment)
                call(function, FunctionDescriptor.of(ADDRESS, layouts(arguments)), arguments);
    }

    private static MemoryLayout[] layouts(Object[] arguments) {
        return Arrays.stream(arguments)
                .map(argument -> argument instanceof Integer ? JAVA_INT : ADDRESS)
                .toArray(MemoryLayout[]::new);
    }

    private Object call(String function, FunctionDescriptor descriptor, Object... arguments) {
        try {
            return Linker.nativeLinker()
                    .downcallHandle(library.findOrThrow(function), descriptor)
                    .invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException(function, e);
        }
    }

    @Override
    public void close() {
        call("PQfinish", FunctionDescriptor.ofVoid(ADDRESS), connection);
        arena.close();
    }
}
