package dev.holdpoint.approval;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleFileTest {
    private static final String ACCOUNT = "{\"issuer\": \"https://a\", \"subject\": \"bob\"}";

    @TempDir private Path dir;

    @Test
    void a_file_that_says_who_is_who_is_read() throws IOException {
        PeopleFile.read(
                file("{\"people\": [{\"name\": \"bob\", \"accounts\": [" + ACCOUNT + "]}]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                                     | is not such JSON",
                "{                                                      | is not such JSON",
                "{}                                                     | it names nobody",
                "{\"people\": []}                                       | it names nobody",
                "{\"people\": 7}                                        | is not such JSON",
                "{\"people\": [7]}                                      | is not such JSON",
                "{\"persons\": []}                                      | persons is not known here",
                "{\"people\": [{\"accounts\": []}]}                     | name is missing",
                "{\"people\": [{\"name\": \"bob\"}]}                    | bob has no account",
                "{\"people\": [{\"name\": \"b\", \"accounts\": [{}]}]}  | issuer is missing",
                "{\"people\": [{\"name\": \"b\", \"mail\": \"b@c\"}]}   | mail is not known here",
            })
    void a_mistake_is_named_with_what_would_be_right(String text, String message)
            throws IOException {
        var file = file(text);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PeopleFile.read(file))
                .withMessageContaining("people.json")
                .withMessageContaining(message);
    }

    @Test
    void an_account_of_two_people_and_a_missing_file_are_refused() throws IOException {
        var bob = "{\"name\": \"bob\", \"accounts\": [" + ACCOUNT + "]}";
        var file = file("{\"people\": [" + bob + "," + bob + "]}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PeopleFile.read(file))
                .withMessageContaining("https://a#bob is named twice");
        assertThatThrownBy(() -> PeopleFile.read(dir.resolve("nothing.json")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("nothing.json");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(dir.resolve("people.json"), text);
    }
}
