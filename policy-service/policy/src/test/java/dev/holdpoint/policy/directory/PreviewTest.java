package dev.holdpoint.policy.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.language.InvalidDocuments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewTest {
    private static final String CASES = "apiVersion: holdpoint.dev/v1\nkind: PolicyTest\n";

    @TempDir Path directory;

    @BeforeEach
    void copy() throws IOException {
        for (var source : Asking.demo()) {
            Files.writeString(directory.resolve(source.name()), source.text());
        }
    }

    @Test
    void a_rulebook_is_what_publication_would_make_of_the_directory() throws IOException {
        var files = new PolicyDirectory(directory).files();
        var wanted = Wanted.of(files, Asking.reader().read(files));
        var rulebook = Preview.of(directory, Asking.reader()).rulebook();

        assertThat(rulebook.revisionId()).isEqualTo(wanted.policies().revision());
        assertThat(rulebook.grants()).isEqualTo(wanted.grants());
        assertThat(rulebook.targets()).isEqualTo(wanted.targets());
    }

    @Test
    void a_target_that_is_named_and_not_described_is_told_and_may_be_registered()
            throws IOException {
        Files.delete(directory.resolve("target-payments.yaml"));

        var preview = Preview.of(directory, Asking.reader());

        assertThat(preview.rulebook().targets()).isEmpty();
        assertThat(preview.rulebook().grants()).hasSize(4);
        assertThat(preview.absent())
                .isNotEmpty()
                .allSatisfy(
                        finding ->
                                assertThat(finding.message())
                                        .contains("names the target payments, which is not there"));
    }

    @Test
    void cases_beside_the_documents_are_no_part_of_what_is_published() throws IOException {
        var before = Preview.of(directory, Asking.reader()).rulebook();
        Files.createDirectory(directory.resolve("tests"));
        Files.writeString(directory.resolve("tests/broken.yaml"), "{");

        assertThat(Preview.of(directory, Asking.reader()).rulebook().revisionId())
                .isEqualTo(before.revisionId());
        assertThat(Preview.tests(directory))
                .singleElement()
                .satisfies(file -> assertThat(file.name()).isEqualTo("tests/broken.yaml"));
    }

    @Test
    void cases_among_the_documents_are_told_where_they_belong() throws IOException {
        Files.writeString(directory.resolve("cases.yaml"), CASES);

        assertThatThrownBy(() -> Preview.of(directory, Asking.reader()))
                .isInstanceOf(InvalidDocuments.class)
                .hasMessageContaining("cases.yaml:2:7")
                .hasMessageContaining("Move the file into their folder tests/.");
    }

    @Test
    void no_folder_and_an_empty_one_are_no_cases() throws IOException {
        assertThatThrownBy(() -> Preview.tests(directory))
                .isInstanceOf(InvalidDocuments.class)
                .hasMessageContaining("There are no cases.");
        Files.createDirectory(directory.resolve("tests"));
        assertThatThrownBy(() -> Preview.tests(directory)).isInstanceOf(InvalidDocuments.class);
    }
}
