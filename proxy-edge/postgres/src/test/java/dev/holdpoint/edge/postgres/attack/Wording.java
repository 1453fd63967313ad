package dev.holdpoint.edge.postgres.attack;

import dev.holdpoint.edge.postgres.attack.Sequence.Step;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** How a line of a table reads as bytes. */
final class Wording {
    private Wording() {}

    /** The bytes a line stands for, if it is one that is sent. */
    static Optional<Buffer> bytes(Step step) {
        return switch (step.verb()) {
            case "raw" -> Optional.of(Buffer.buffer(HexFormat.of().parseHex(plain(step.rest()))));
            case "startup" -> Optional.of(startup(step.rest()));
            default -> frame(step).map(PgFrame::bytes);
        };
    }

    private static String plain(String hex) {
        return hex.replace(" ", "");
    }

    private static Optional<PgFrame> frame(Step step) {
        var rest = Sequence.unescaped(step.rest());
        var words = rest.split(" ");
        return switch (step.verb()) {
            case "Q" -> Optional.of(RawClient.query(rest));
            case "P" -> Optional.of(RawClient.parse(name(words[0]), rest.split(" ", 2)[1]));
            case "B" -> Optional.of(bind(words));
            case "D" -> Optional.of(named('D', words));
            case "C" -> Optional.of(named('C', words));
            case "E" -> Optional.of(RawClient.execute(name(words[0]), rows(words)));
            case "H", "S", "c", "X" -> Optional.of(PgWriter.frame(step.verb().charAt(0)).done());
            case "F" -> Optional.of(functionCall(words));
            case "d" -> Optional.of(content('d', rest));
            case "f" -> Optional.of(PgWriter.frame('f').putString(rest).done());
            case "p" -> Optional.of(PgWriter.frame('p').putString(rest).done());
            default -> Optional.empty();
        };
    }

    private static String name(String word) {
        return word.equals("-") ? "" : word;
    }

    private static int rows(String[] words) {
        return words.length > 1 ? Integer.parseInt(words[1]) : 0;
    }

    private static PgFrame bind(String[] words) {
        var values = Arrays.copyOfRange(words, 2, words.length);
        return RawClient.bind(name(words[0]), name(words[1]), values);
    }

    private static PgFrame named(char type, String[] words) {
        return PgWriter.frame(type).putByte(words[0].charAt(0)).putString(name(words[1])).done();
    }

    private static PgFrame content(char type, String text) {
        return PgWriter.frame(type).putBytes(text.getBytes(StandardCharsets.UTF_8)).done();
    }

    /** A function by its OID, its arguments as text, a result as text. */
    private static PgFrame functionCall(String[] words) {
        var call = PgWriter.frame('F').putInt(Integer.parseInt(words[0])).putShort(0);
        call.putShort(words.length - 1);
        for (int i = 1; i < words.length; i++) {
            var bytes = words[i].getBytes(StandardCharsets.UTF_8);
            call.putInt(bytes.length).putBytes(bytes);
        }
        return call.putShort(0).done();
    }

    /** A protocol version and {@code name=value} pairs. */
    private static Buffer startup(String rest) {
        var words = rest.split(" ");
        var version = words[0].split("\\.");
        int code = Integer.parseInt(version[0]) << 16 | Integer.parseInt(version[1]);
        var packet = PgWriter.startup().putInt(code);
        for (var pair : Arrays.copyOfRange(words, 1, words.length)) {
            var parts = pair.split("=", 2);
            packet.putString(parts[0]).putString(parts[1].replace('~', ' '));
        }
        return packet.putByte(0).done().bytes();
    }
}
