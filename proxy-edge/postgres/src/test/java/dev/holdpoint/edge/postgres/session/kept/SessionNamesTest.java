package dev.holdpoint.edge.postgres.session.kept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.Mentions;
import dev.holdpoint.sql.NameChange;
import dev.holdpoint.sql.SessionName;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import dev.holdpoint.sql.lineage.Output;
import dev.holdpoint.sql.lineage.Source;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionNamesTest {
    private static final int MANY = 500_000;

    private final SessionNames names = new SessionNames(new KeptMemory(1_000_000).share());

    @Test
    void a_short_text_of_very_many_columns_takes_the_memory_of_its_columns() {
        names.parsed("s", parsed(columns(MANY)));
        assertThat(names.objection()).contains("no memory left");

        names.closedStatement("s");
        assertThat(names.objection()).isNull();
    }

    @Test
    void so_does_what_sql_prepares() {
        var prepare = understood(List.of(), List.of(new SessionName.Prepare("s", columns(MANY))));
        names.ran(Set.of(new Prepared("PREPARE s AS SELECT 1", prepare)), false);
        assertThat(names.objection()).contains("no memory left");
    }

    @Test
    void what_is_understood_anew_takes_what_it_takes_then() {
        var before = Set.of(parsed(columns(1)));
        names.parsed("s", before.iterator().next());
        names.renew("s", before, Set.of(parsed(columns(MANY))));
        assertThat(names.objection()).contains("no memory left");

        names.closedStatement("s");
        assertThat(names.objection()).isNull();
    }

    private static Prepared parsed(Analysis analysis) {
        return new Prepared("SELECT *", analysis, "", ParameterTypes.NONE);
    }

    private static Analysis.Understood columns(int count) {
        return understood(
                List.of(new Output.Columns(Collections.nCopies(count, Source.NONE))), List.of());
    }

    private static Analysis.Understood understood(List<Output> outputs, List<SessionName> made) {
        return new Analysis.Understood(
                CommandFacts.of("SELECT", Effect.READ),
                null,
                "SELECT *",
                made,
                new Mentions(Set.of(), Set.of(), false, false),
                outputs,
                List.of(),
                NameChange.NONE,
                false,
                false,
                SqlCatalog.EMPTY.basis(),
                null);
    }
}
