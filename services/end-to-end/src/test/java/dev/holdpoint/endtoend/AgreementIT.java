package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the target's own log says ran is what the log on Kafka says was allowed. */
class AgreementIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern RAN =
            Pattern.compile("(?m)LOG:  (?:statement|execute [^:]*): (.*(?:\\n\\t.*)*)$");

    private final RunningSuite suite = RunningSuite.shared();
    private final String marker = "/* " + UUID.randomUUID() + " */";

    @Test
    void the_target_ran_text_for_text_what_is_on_record_as_allowed() throws SQLException {
        asAgent("SELECT count(*) FROM customers", "DROP TABLE orders", "SELECT 'a;b'; SELECT 2");
        prepared("SELECT name\n  FROM customers WHERE id = 1");
        asAgent("BEGIN", "COPY (SELECT id FROM orders) TO STDOUT", "SELECT pg_read_file('x')");
        asBot(
                "INSERT INTO orders SELECT * FROM orders WHERE false",
                "ALTER TABLE orders ADD x int");

        assertThat(ran()).hasSize(6).containsExactlyInAnyOrderElementsOf(decided("allow"));
        assertThat(decided("deny")).hasSize(3).doesNotContainAnyElementsOf(ran());
    }

    private void asAgent(String... statements) {
        suite.psql("support-agent").run(marked(statements));
    }

    private void asBot(String... statements) {
        suite.psql("deploy-bot").run(marked(statements));
    }

    private void prepared(String statement) throws SQLException {
        try (var connection = Pgjdbc.connect(suite.psql("support-agent"), "extended");
                var prepared = connection.prepareStatement(marked(statement)[0])) {
            assertThat(prepared.executeQuery().next()).isTrue();
        }
    }

    private String[] marked(String... statements) {
        return List.of(statements).stream().map(text -> text + marker).toArray(String[]::new);
    }

    private List<String> ran() {
        return RAN.matcher(suite.lab.targetLog())
                .results()
                .map(line -> line.group(1).replace("\n\t", "\n"))
                .filter(text -> text.endsWith(marker))
                .toList();
    }

    private List<String> decided(String answer) {
        var texts = new ArrayList<String>();
        for (var record : TopicDump.of(suite.lab, "holdpoint.sessions")) {
            var event = event(record);
            if (String.valueOf(record.headers().get("ce_type")).contains(".CommandDecided")
                    && event.path("text").asText().endsWith(marker)
                    && event.path("decision").path("kind").asText().equals(answer)) {
                texts.add(event.path("text").asText());
            }
        }
        return texts;
    }

    private static JsonNode event(TopicDump.Seen record) {
        try {
            return JSON.readTree(record.text());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
