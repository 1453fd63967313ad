package dev.holdpoint.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A server process as the kernel knows it.
 *
 * @param children what children it has waited for have cost; 0 if there never was one
 * @param libraries those it has loaded, but for the ones PostgreSQL itself is made of
 */
record Backend(long children, Set<String> libraries) {
    private static final Pattern LIBRARY = Pattern.compile("(?m)/lib/postgresql/(\\S+\\.so)$");
    private static final Pattern OWN = Pattern.compile("plpgsql|dict_|_and_|libpqwalreceiver");

    /** Of {@code cminflt} in proc(5), counted from the field behind the name. */
    private static final int FAULTS_OF_CHILDREN = 9;

    /** Empty if it is gone, as its client leaves when it finds texts read in another way. */
    static Optional<Backend> of(long process) {
        try {
            var directory = Path.of("/proc", Long.toString(process));
            var stat = Files.readString(directory.resolve("stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            var libraries =
                    LIBRARY.matcher(Files.readString(directory.resolve("maps")))
                            .results()
                            .map(match -> match.group(1))
                            .filter(name -> !OWN.matcher(name).find());
            return Optional.of(
                    new Backend(
                            Long.parseLong(fields[FAULTS_OF_CHILDREN - 1]),
                            libraries.collect(Collectors.toSet())));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** What it has done since. */
    Set<Outside> since(Backend before) {
        var done = EnumSet.noneOf(Outside.class);
        if (children > before.children) {
            done.add(Outside.PROCESS_STARTED);
        }
        if (!before.libraries.containsAll(libraries)) {
            done.add(Outside.LIBRARY_LOADED);
        }
        return done;
    }
}
