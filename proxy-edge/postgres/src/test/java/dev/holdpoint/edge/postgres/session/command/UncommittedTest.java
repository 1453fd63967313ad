package dev.holdpoint.edge.postgres.session.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Outcome;
import dev.holdpoint.events.SessionId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UncommittedTest {
    private static final CommandFacts INSERT = CommandFacts.of("INSERT", Effect.WRITE);
    private static final CommandFacts CALL = CommandFacts.of("CALL", Effect.WRITE);
    private static final Report TAKEN = Report.of("ERROR", "23505", "taken");

    private final List<String> filed = new ArrayList<>();
    private final Uncommitted uncommitted =
            new Uncommitted(
                    event ->
                            filed.add(
                                    event.command().value()
                                            + " "
                                            + event.outcome()
                                            + " "
                                            + event.errorCode()));

    @Test
    void a_call_that_was_skipped_tells_nothing_of_what_was_written_before_it() {
        ended("written", INSERT, Outcome.OK, null);
        ended("failed", INSERT, Outcome.ERROR, "23505");
        uncommitted.undone(TAKEN);
        ended("skipped", CALL, Outcome.NOT_SENT, null);
        assertThat(filed).containsExactly("failed ERROR 23505", "skipped NOT_SENT null");

        uncommitted.told(false);

        assertThat(filed).hasSize(3).last().isEqualTo("written ERROR 23505");
    }

    @Test
    void one_that_failed_may_have_committed_it() {
        ended("written", INSERT, Outcome.OK, null);
        ended("called", CALL, Outcome.ERROR, "23505");

        assertThat(filed).containsExactly("written UNKNOWN null", "called ERROR 23505");
    }

    @Test
    void each_is_filed_once_where_filing_the_first_ends_the_session() {
        var all = new ArrayList<String>();
        var holder = new ArrayList<Uncommitted>();
        var ending =
                new Uncommitted(
                        event -> {
                            all.add(event.command().value() + " " + event.outcome());
                            holder.forEach(Uncommitted::lost);
                        });
        holder.add(ending);
        ending.ended(completed("first", Outcome.OK, null), INSERT);
        ending.ended(completed("second", Outcome.OK, null), INSERT);
        assertThat(all).isEmpty();

        ending.told(false);

        assertThat(all).containsExactly("first OK", "second UNKNOWN");
    }

    private void ended(String id, CommandFacts facts, Outcome outcome, @Nullable String code) {
        uncommitted.ended(completed(id, outcome, code), facts);
    }

    private static CommandCompleted completed(String id, Outcome outcome, @Nullable String code) {
        var command = new CommandId(id);
        return new CommandCompleted(new SessionId("s-1"), command, outcome, 1, List.of(), code);
    }
}
