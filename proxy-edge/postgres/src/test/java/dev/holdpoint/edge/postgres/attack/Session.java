package dev.holdpoint.edge.postgres.attack;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.close;
import static dev.holdpoint.edge.postgres.harness.RawClient.describe;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.flush;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;

import dev.holdpoint.edge.postgres.harness.MemoryRecorder;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandId;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Every kind of message a client sends, as one stretch of bytes that may be said repeatedly. */
final class Session {
    /** How many messages {@link #bytes} is. */
    static final int MESSAGES = 24;

    private static final int INT4 = 23;
    private static final int READIES = 9;

    private Session() {}

    static Buffer bytes() {
        var all = Buffer.buffer();
        for (var frame : frames()) {
            all.appendBuffer(frame.bytes());
        }
        return all;
    }

    private static List<PgFrame> frames() {
        return List.of(
                query("SELECT 1; SELECT card_number FROM customers"),
                parse("s", "SELECT name FROM customers WHERE id = $1"),
                describe('S', "s"),
                bind("p", "s", "2"),
                execute("p", 1),
                close('P', "p"),
                close('S', "s"),
                flush(),
                sync(),
                query("DROP TABLE orders"),
                parse("b", "SELECT name, id FROM customers WHERE id = $1", INT4),
                binaryBind("b", 2),
                execute("", 0),
                close('S', "b"),
                sync(),
                PgWriter.frame('F').putInt(764).putShort(0).putShort(0).putShort(0).done(),
                query("BEGIN"),
                query("COPY orders FROM STDIN"),
                PgWriter.frame('d').putBytes(line()).done(),
                PgWriter.frame('c').done(),
                query("COPY orders FROM STDIN"),
                PgWriter.frame('d').putBytes(line()).done(),
                PgWriter.frame('f').putString("not after all").done(),
                query("ROLLBACK"));
    }

    /** Of one number to the unnamed portal, which answers in binary, too. */
    private static PgFrame binaryBind(String statement, int value) {
        return PgWriter.frame('B')
                .putString("")
                .putString(statement)
                .putShort(1)
                .putShort(1)
                .putShort(1)
                .putInt(4)
                .putInt(value)
                .putShort(1)
                .putShort(1)
                .done();
    }

    private static byte[] line() {
        return "700\t1\t5\tnew\n".getBytes(StandardCharsets.UTF_8);
    }

    /** What is answered, made comparable: of errors the SQLSTATE, of the rest every byte. */
    static List<String> answer(RawClient client) throws IOException {
        var said = new ArrayList<String>();
        for (int readies = 0; readies < READIES; readies++) {
            for (var frame : client.untilReady()) {
                said.add(
                        frame.kind() == 'E'
                                ? Report.read(frame).sqlState()
                                : frame.bytes().toString(StandardCharsets.ISO_8859_1));
            }
        }
        return said;
    }

    /** What is recorded, made comparable: each decision with its text and how it ended. */
    static List<String> record(MemoryRecorder recorder) {
        return recorder.of(CommandDecided.class).stream()
                .map(
                        decided ->
                                String.join(
                                        " ",
                                        decided.decision().getClass().getSimpleName(),
                                        decided.parameters().toString(),
                                        decided.text(),
                                        end(recorder, decided.command())))
                .toList();
    }

    private static String end(MemoryRecorder recorder, CommandId command) {
        return recorder.of(CommandCompleted.class).stream()
                .filter(done -> done.command().equals(command))
                .map(done -> done.outcome() + " " + done.rows() + " " + done.masks())
                .collect(Collectors.joining(", "));
    }
}
