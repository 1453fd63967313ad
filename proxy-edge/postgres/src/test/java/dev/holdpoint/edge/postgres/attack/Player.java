package dev.holdpoint.edge.postgres.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.attack.Sequence.Step;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import io.vertx.core.buffer.Buffer;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Says a sequence to a server and compares what it answers. */
final class Player {
    private static final char CLOSED = '$';

    private final Sequence sequence;
    private final RawClient client;
    private Buffer unsent = Buffer.buffer();
    private List<PgFrame> answer = List.of();

    Player(Sequence sequence, RawClient client) {
        this.sequence = sequence;
        this.client = client;
    }

    void play() throws IOException {
        for (var step : sequence.steps()) {
            switch (Sequence.times(step.verb())[0]) {
                case "->" -> expect(step.rest().split(" "));
                case "has" -> assertThat(said()).as(sequence.name()).contains(step.rest());
                case "hasnt" -> assertThat(said()).as(sequence.name()).doesNotContain(step.rest());
                case "connect", "runs", "refused", "alone" -> {}
                case "flood" -> flood(step.rest().split(" ", 2));
                default -> unsent.appendBuffer(bytes(step));
            }
        }
    }

    private static Buffer bytes(Step step) {
        return Wording.bytes(step)
                .orElseThrow(() -> new IllegalStateException("what is " + step + "?"));
    }

    /** The same line many times. */
    private void flood(String[] words) {
        var line = words[1].split(" ", 2);
        var once = bytes(new Step(line[0], line.length == 2 ? line[1] : ""));
        for (int i = 0; i < Integer.parseInt(words[0]); i++) {
            unsent.appendBuffer(once);
        }
    }

    /** Everything said since the last answer goes out at once. */
    private void expect(String[] words) throws IOException {
        var times = Sequence.times(words[0]);
        var kinds = times[0].repeat(Integer.parseInt(times[1]));
        var out = unsent;
        unsent = Buffer.buffer();
        if (out.length() > 0) {
            client.write(out);
        }
        answer = heard(kinds);
        assertThat(kinds(answer, kinds)).as(sequence.name()).matches(pattern(kinds));
        if (words.length > 1) {
            assertThat(RawClient.sqlState(answer)).as(sequence.name()).isEqualTo(words[1]);
        }
    }

    private static String pattern(String kinds) {
        return kinds.replace("$", "\\$").replace("~", ".*");
    }

    /** As many messages as expected, notices and reported settings aside. */
    private List<PgFrame> heard(String expected) throws IOException {
        if (expected.indexOf(CLOSED) >= 0) {
            return untilClosed();
        }
        var frames = new ArrayList<PgFrame>();
        while (frames.size() < expected.length()) {
            var frame = client.receive();
            if ("NS".indexOf(frame.kind()) < 0 || expected.indexOf(frame.kind()) >= 0) {
                frames.add(frame);
            }
        }
        return frames;
    }

    private List<PgFrame> untilClosed() throws IOException {
        try {
            return client.untilClosed();
        } catch (EOFException | SocketException e) {
            return List.of();
        }
    }

    private static String kinds(List<PgFrame> frames, String expected) {
        var end = expected.indexOf(CLOSED) >= 0 ? String.valueOf(CLOSED) : "";
        return RawClient.kinds(frames) + end;
    }

    private String said() {
        var all = new StringBuilder();
        for (var frame : answer) {
            all.append(frame.bytes().toString(StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }
}
