package dev.holdpoint.edge.postgres.session.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.session.command.Portal;
import dev.holdpoint.edge.postgres.session.kept.Bound;
import dev.holdpoint.edge.postgres.session.kept.KeptMemory;
import dev.holdpoint.edge.postgres.session.kept.Prepared;
import dev.holdpoint.edge.postgres.session.kept.SessionNames;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.Analysis;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NameBookTest {
    private static final Prepared FIRST = prepared("first");
    private static final Prepared SECOND = prepared("second");

    private final NameBook book = new NameBook(new SessionNames(new KeptMemory(1_000).share()));

    @Test
    void behind_a_parse_in_its_segment_the_name_means_the_new_text() {
        send(parse(FIRST), new Awaited.Sync());
        confirm(parse(FIRST), new Awaited.Sync());
        send(parse(SECOND));

        assertThat(book.isStatementOpen("s")).isFalse();
        assertThat(book.statement("s")).containsExactly(SECOND);
    }

    @Test
    void in_a_later_segment_the_name_is_open_until_the_answer() {
        send(parse(FIRST), new Awaited.Sync());

        assertThat(book.isStatementOpen("s")).isTrue();
        assertThat(book.isStatementOpen("other")).isFalse();
        confirm(parse(FIRST), new Awaited.Sync());
        assertThat(book.isStatementOpen("s")).isFalse();
        assertThat(book.statement("s")).containsExactly(FIRST);
    }

    @Test
    void a_change_that_failed_leaves_the_name_what_it_was() {
        send(parse(FIRST), new Awaited.Sync());
        confirm(parse(FIRST), new Awaited.Sync());
        send(parse(SECOND), new Awaited.Sync());
        confirm(new Awaited.Sync());

        assertThat(book.statement("s")).containsExactly(FIRST);
    }

    @Test
    void what_failed_in_this_segment_means_nothing_any_more() {
        send(parse(FIRST));
        book.settled();

        assertThat(book.statement("s")).isEmpty();
    }

    @Test
    void a_closed_name_means_nothing_at_once() {
        send(parse(FIRST), new Awaited.Sync());
        confirm(parse(FIRST), new Awaited.Sync());
        send(new Awaited.Close('S', "s"));

        assertThat(book.statement("s")).isEmpty();
    }

    @Test
    void a_portal_is_open_while_an_earlier_sync_may_end_it() {
        var portal = portal();
        send(new Awaited.Bind("p", portal), new Awaited.Sync());

        assertThat(book.isPortalOpen("p")).isTrue();
        assertThat(book.isPortalOpen("other")).isTrue();
        confirm(new Awaited.Bind("p", portal), new Awaited.Sync());
        assertThat(book.portal("p")).isSameAs(portal);
        assertThat(book.closePortals()).containsExactly(portal);
        assertThat(book.closePortals()).isEmpty();
    }

    private void send(Awaited... changes) {
        List.of(changes).forEach(book::sent);
    }

    private void confirm(Awaited... changes) {
        List.of(changes).forEach(book::confirmed);
    }

    private Portal portal() {
        var bound = new Bound("p", "s", List.of(), Bound.Content.none());
        return new Portal(book.names().union(Set.of(FIRST)), Set.of(FIRST), bound, "");
    }

    private static Awaited parse(Prepared meaning) {
        return new Awaited.Parse("s", meaning);
    }

    private static Prepared prepared(String text) {
        return new Prepared(
                text,
                new Analysis.NotUnderstood(
                        CommandFacts.of("TEST", Effect.UNKNOWN), text, "a test"));
    }
}
