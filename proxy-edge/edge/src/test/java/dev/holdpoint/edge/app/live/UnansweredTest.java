package dev.holdpoint.edge.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.SessionId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When it is worth a line that sessions are not answered about, and how long it is waited. */
class UnansweredTest {
    private static final SessionId ONE = new SessionId("s-1");
    private static final SessionId OTHER = new SessionId("s-2");

    @Test
    void it_begins_with_the_first_session_and_ends_with_the_last() {
        var unanswered = new Unanswered();

        assertThat(unanswered.add(ONE)).isTrue();
        assertThat(unanswered.add(ONE)).isFalse();
        assertThat(unanswered.add(OTHER)).isFalse();
        assertThat(unanswered.remove(ONE)).isFalse();
        assertThat(unanswered.remove(OTHER)).isTrue();
        assertThat(unanswered.remove(OTHER)).isFalse();
        assertThat(unanswered.add(OTHER)).isTrue();
    }

    @Test
    void those_who_ask_again_do_not_all_do_so_at_once() {
        var pauses = Stream.generate(() -> GrantWatch.spread(250)).limit(1_000).toList();

        assertThat(pauses).allSatisfy(pause -> assertThat(pause).isBetween(125L, 250L));
        assertThat(pauses.stream().distinct().count()).isGreaterThan(20);
        assertThat(GrantWatch.spread(1)).isEqualTo(1);
    }
}
