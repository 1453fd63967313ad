package dev.holdpoint.edge.postgres.fuzz;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** The inputs mutation begins with: one a line, what it is and its bytes in hex. */
record Corpus(String name, Buffer content) {

    byte[] bytes() {
        return content.getBytes();
    }

    static List<Corpus> all() {
        try (var in = Corpus.class.getResourceAsStream("corpus.txt")) {
            if (in == null) {
                throw new IllegalStateException("no corpus");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Corpus::entry)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Corpus entry(String line) {
        int at = line.lastIndexOf(' ');
        return new Corpus(
                line.substring(0, at),
                Buffer.buffer(HexFormat.of().parseHex(line.substring(at + 1))));
    }
}
