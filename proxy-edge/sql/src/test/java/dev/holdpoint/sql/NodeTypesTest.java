package dev.holdpoint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.catalogue.BuiltIns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A new version of the grammar must not bring a node type that nobody has thought about. */
class NodeTypesTest {
    private static final Path TYPES = Path.of("target/npm/node_modules/@pgsql/types/types.d.ts");
    private static final Pattern TYPE = Pattern.compile("(?m)^export interface (\\w+)");

    @Test
    void every_node_type_of_the_grammar_is_accounted_for() throws IOException {
        var known = new TreeSet<>(BuiltIns.NODES.keySet());
        Corpus.lines("internal-nodes.txt").filter(l -> !l.startsWith("# ")).forEach(known::add);

        var types = TYPE.matcher(Files.readString(TYPES)).results().map(found -> found.group(1));

        assertThat(types).hasSizeGreaterThan(250).allSatisfy(t -> assertThat(known).contains(t));
    }

    @Test
    void a_node_type_that_is_not_in_the_table_is_unknown() {
        assertThat(BuiltIns.node("BrandNewStmt")).containsExactly(Effect.UNKNOWN);
        assertThat(BuiltIns.node("Query")).containsExactly(Effect.UNKNOWN);
    }
}
