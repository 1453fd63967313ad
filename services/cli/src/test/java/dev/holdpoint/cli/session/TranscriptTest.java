package dev.holdpoint.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.holdpoint.cli.call.Http;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TranscriptTest {
    @Test
    void what_each_of_several_statements_does_is_told_under_the_text()
            throws JsonProcessingException {
        assertThat(
                        printed(
                                """
                                [{"text": "SELECT 1; UPDATE orders SET amount = 0; …",
                                  "statements": {"listed": [
                                    {"kind": "SELECT", "effects": ["READ"], "reads": [], "writes": []},
                                    {"kind": "UPDATE", "effects": ["READ", "WRITE"],
                                     "reads": ["public.orders"], "writes": ["public.orders"]}],
                                    "unlisted": 7}}]
                                """))
                .contains("  1. SELECT (read)\n")
                .contains("  2. UPDATE (read, write) reads public.orders writes public.orders\n")
                .contains("  and 7 more\n");
    }

    @Test
    void a_text_of_one_statement_is_told_by_itself() throws JsonProcessingException {
        assertThat(printed("[{\"text\": \"SELECT 1\", \"statements\": null}]"))
                .contains("SELECT 1\n")
                .doesNotContain("1. ");
    }

    private static String printed(String commands) throws JsonProcessingException {
        var said = new StringWriter();
        var out = new PrintWriter(said);
        Transcript.print(out, Http.JSON.createObjectNode(), Http.JSON.readTree(commands));
        out.flush();
        return said.toString()
                .lines()
                .map(line -> line.stripTrailing() + "\n")
                .reduce("", String::concat);
    }
}
