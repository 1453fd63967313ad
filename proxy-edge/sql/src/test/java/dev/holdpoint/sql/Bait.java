package dev.holdpoint.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A file, a directory and a server for statements to reach for, which tell whether they did. */
final class Bait implements AutoCloseable {
    /** Only in the file, as the name of a customer. */
    static final String CONTENT = "c0ntent-of-a-file";

    private static final String HEX =
            HexFormat.of().formatHex(CONTENT.getBytes(StandardCharsets.US_ASCII));
    private static final String LISTED = "l1sted-in-a-directory";

    private final Path directory;
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger calls = new AtomicInteger();

    Bait(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        Files.createDirectories(directory.resolve("space"));
        Files.writeString(directory.resolve(LISTED), "");
        Thread.ofVirtual().start(this::listen);
    }

    private void listen() {
        while (!listener.isClosed()) {
            try (var caller = listener.accept()) {
                calls.addAndGet(caller.isConnected() ? 1 : 0);
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** As if nobody had been there. */
    void lay() throws IOException {
        Files.writeString(file(), "8\t" + CONTENT + "\tx\ty\n");
        calls.set(0);
    }

    private Path file() {
        return directory.resolve("file");
    }

    /** The statement about this instead of what it names. */
    String into(String statement) {
        var address = "host=127.0.0.1 port=" + listener.getLocalPort() + " ";
        return statement
                .replace("'/tmp/x'", "'" + file() + "'")
                .replace("/tmp/x", file().toString())
                .replace("'/etc/passwd'", "'" + file() + "'")
                .replace("'curl x'", "'cat " + file() + "'")
                .replace("('/')", "('" + directory + "')")
                .replace("'/x'", "'" + directory.resolve("space") + "'")
                .replace("host=x ", address)
                .replace("(host 'x')", options());
    }

    /** Where the server is, as a foreign server's options. */
    String options() {
        return "(host '127.0.0.1', port '" + listener.getLocalPort() + "')";
    }

    /** Whether what a statement brought has something of it. */
    static boolean isIn(String brought) {
        return Stream.of(CONTENT, HEX, LISTED).anyMatch(brought::contains);
    }

    /** What lies in the directory, with what is in it. */
    Map<Path, String> contents() {
        var contents = new TreeMap<Path, String>();
        try (var files = Files.list(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file, Files.readString(file));
            }
            return contents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean wasCalled() {
        return calls.get() > 0;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
