package dev.holdpoint.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a process listens, as Linux tells. */
final class ListeningSockets {
    private static final String LISTEN = "0A";
    private static final Set<String> LOOPBACK =
            Set.of(
                    "0100007F",
                    "00000000000000000000000001000000",
                    "0000000000000000FFFF00000100007F");

    private ListeningSockets() {}

    /** One of them. */
    record Listening(int port, boolean loopback) {}

    static Set<Listening> of(long pid) {
        var own = sockets(pid);
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(Path.of("/proc", Long.toString(pid), "net", table)))
                .map(line -> List.of(line.strip().split("\\s+")))
                .filter(fields -> fields.get(3).equals(LISTEN) && own.contains(fields.get(9)))
                .map(fields -> listening(fields.get(1)))
                .collect(Collectors.toSet());
    }

    private static Listening listening(String local) {
        int colon = local.indexOf(':');
        return new Listening(
                Integer.parseInt(local.substring(colon + 1), 16),
                LOOPBACK.contains(local.substring(0, colon)));
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream().skip(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The inodes of its sockets; a descriptor may be closed meanwhile. */
    private static Set<String> sockets(long pid) {
        var found = new HashSet<String>();
        try (var descriptors =
                Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (var descriptor : descriptors) {
                var target = target(descriptor);
                if (target.startsWith("socket:[")) {
                    found.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
