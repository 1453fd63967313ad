package dev.holdpoint.edge.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {
    private static final String GOOD = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void a_commands_trace_is_its_envelopes_trace() {
        assertThat(Traceparent.of(decided(Map.of("traceparent", GOOD)))).isEqualTo(GOOD);
        assertThat(Traceparent.of(decided(Map.of()))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-0af7",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n"
            })
    void what_could_be_none_is_none(String written) {
        assertThat(Traceparent.of(decided(Map.of("traceparent", written)))).isNull();
    }

    private static CommandDecided decided(Map<String, String> tags) {
        var sample = Sample.decided(new SessionId("s-1"), "c-1", Sample.deny());
        return new CommandDecided(
                sample.session(),
                sample.command(),
                sample.principal(),
                sample.target(),
                sample.digest(),
                sample.text(),
                sample.parameters(),
                sample.facts(),
                SessionUse.NONE,
                null,
                tags,
                sample.decision(),
                null,
                null,
                null,
                null,
                null);
    }
}
