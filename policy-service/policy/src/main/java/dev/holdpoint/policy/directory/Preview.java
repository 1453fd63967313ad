package dev.holdpoint.policy.directory;

import dev.holdpoint.policy.evaluate.Revision;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.language.Finding;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.Place;
import dev.holdpoint.policy.language.SourceFile;
import dev.holdpoint.policy.register.Described;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a directory of documents would have decisions made from, were it published as it is.
 *
 * @param absent where it names targets that it does not describe; they may be registered by REST
 */
public record Preview(Rulebook rulebook, List<Finding> absent) {
    /** The folder of cases, which publication does not read. */
    public static final String TESTS = "tests";

    /**
     * Reads a directory.
     *
     * @throws InvalidDocuments for whatever would keep it from being published
     */
    public static Preview of(Path directory, DocumentReader reader) {
        var files = new PolicyDirectory(directory).files();
        var documents = reader.read(files);
        var wanted = Wanted.of(files, documents);
        var rulebook =
                new Rulebook(
                        new Revision(
                                wanted.policies().revision(), Described.in(documents).policies()),
                        wanted.targets(),
                        wanted.grants(),
                        0);
        return new Preview(rulebook, wanted.named().unknown(wanted.targets().keySet()));
    }

    /**
     * The files of cases beside the documents of a directory.
     *
     * @throws InvalidDocuments if there are none
     */
    public static List<SourceFile> tests(Path directory) {
        var tests = directory.resolve(TESTS);
        if (!Files.isDirectory(tests)) {
            throw new InvalidDocuments(
                    List.of(
                            new Finding(
                                    new Place(tests.toString(), 1, 1),
                                    "There are no cases.",
                                    "Write some in a .yaml file there, of kind: PolicyTest.")));
        }
        return new PolicyDirectory(tests)
                .files().stream()
                        .map(file -> new SourceFile(TESTS + "/" + file.name(), file.text()))
                        .toList();
    }
}
