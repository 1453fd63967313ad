package dev.holdpoint.policy.directory;

import dev.holdpoint.policy.language.Finding;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.Place;
import dev.holdpoint.policy.language.SourceFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The directory of documents: its {@code *.yaml} and {@code *.yml} files, not its folders. */
public final class PolicyDirectory {
    private static final long MAX_BYTES = 1 << 20;
    private static final int MAX_FILES = 1_000;

    private final Path directory;

    public PolicyDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * What one reading of it came to.
     *
     * @param unusable why there are no files; null if there are
     */
    record Reading(List<SourceFile> files, @Nullable String unusable) {
        Reading {
            files = List.copyOf(files);
        }
    }

    /** Its files now, or why it has none that can be used. */
    Reading read() {
        try {
            return new Reading(files(), null);
        } catch (InvalidDocuments e) {
            return new Reading(List.of(), e.getMessage());
        }
    }

    /**
     * Its files now, by name.
     *
     * @throws InvalidDocuments if it is missing, empty or cannot be read
     */
    List<SourceFile> files() {
        try (var entries = Files.list(directory)) {
            var files = new ArrayList<SourceFile>();
            for (var path : entries.filter(PolicyDirectory::isDocument).sorted().toList()) {
                files.add(read(path));
            }
            if (files.isEmpty() || files.size() > MAX_FILES) {
                throw unusable(
                        directory.toString(),
                        "The directory has no .yaml files, or more than " + MAX_FILES + ".",
                        "Put documents there; to take all rights away, deny in a policy.");
            }
            return files;
        } catch (IOException e) {
            throw unusable(
                    directory.toString(),
                    "The directory cannot be read: " + e.getMessage() + ".",
                    "Set holdpoint.policy.documents to the directory of the documents.");
        }
    }

    /** What is thrown where its policies are gone. */
    InvalidDocuments lost() {
        return unusable(
                directory.toString(),
                "The directory has lost all its policies; nothing of it is published.",
                "Put them back; to take all rights away, deny in a policy; to have policies beside"
                        + " the directory decide, activate them first.");
    }

    private static SourceFile read(Path path) throws IOException {
        var name = String.valueOf(path.getFileName());
        if (Files.size(path) > MAX_BYTES) {
            throw unusable(name, "The file is too large.", "Split it into several files.");
        }
        try {
            var text = Files.readString(path);
            if (text.isEmpty()) {
                throw unusable(
                        name, "The file is empty.", "Write documents into it, or remove it.");
            }
            return new SourceFile(name, text);
        } catch (CharacterCodingException _) {
            throw unusable(name, "The file is not UTF-8.", "Save it as UTF-8 text.");
        }
    }

    private static boolean isDocument(Path path) {
        var name = String.valueOf(path.getFileName());
        return !name.startsWith(".")
                && (name.endsWith(".yaml") || name.endsWith(".yml"))
                && Files.isRegularFile(path);
    }

    private static InvalidDocuments unusable(String file, String message, String hint) {
        return new InvalidDocuments(List.of(new Finding(new Place(file, 1, 1), message, hint)));
    }
}
