package dev.holdpoint.ledger.export;

import dev.holdpoint.ledger.MalformedLedger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;

/**
 * Where things are in an export: {@code entries.jsonl} and a directory {@code checkpoints} with one
 * signed note per file.
 */
public final class ExportLayout {
    public static final String ENTRIES = "entries.jsonl";
    public static final String CHECKPOINTS = "checkpoints";
    private static final String NOTE = ".note";
    private static final Pattern MEMBER =
            Pattern.compile("entries\\.jsonl|checkpoints/[0-9]{20}\\.note");

    private ExportLayout() {}

    /** The file name of the checkpoint of that size; names sort by size. */
    public static String noteName(long size) {
        return "%020d%s".formatted(size, NOTE);
    }

    /** The note files in a directory, sorted by name; none if there is no such directory. */
    public static List<Path> notes(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(NOTE)).sorted().toList();
        }
    }

    /**
     * Unpacks the ZIP archive the service streams into a new or empty directory.
     *
     * @throws MalformedLedger if the archive holds anything but an export, or no entries
     */
    public static void unpack(InputStream archive, Path directory) throws IOException {
        Files.createDirectories(directory.resolve(CHECKPOINTS));
        boolean entries = false;
        try (var zip = new ZipInputStream(archive)) {
            for (var member = zip.getNextEntry(); member != null; member = zip.getNextEntry()) {
                if (!MEMBER.matcher(member.getName()).matches()) {
                    throw new MalformedLedger("not part of an export: " + member.getName());
                }
                Files.copy(zip, directory.resolve(member.getName()));
                entries |= member.getName().equals(ENTRIES);
            }
        }
        if (!entries) {
            throw new MalformedLedger("the archive holds no " + ENTRIES);
        }
    }
}
