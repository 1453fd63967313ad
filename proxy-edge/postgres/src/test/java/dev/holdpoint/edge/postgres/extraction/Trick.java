package dev.holdpoint.edge.postgres.extraction;

import static dev.holdpoint.edge.postgres.harness.RawClient.describe;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;

import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A way to ask for values one may not see. */
record Trick(String name, List<String> statements) {
    /** How statements are sent. */
    enum Mode {
        SIMPLE,
        EXTENDED_TEXT,
        EXTENDED_BINARY
    }

    /** Those of a resource: a line with a name, then a line for each statement. */
    static List<Trick> in(String resource) {
        var tricks = new ArrayList<Trick>();
        for (var line : lines(resource)) {
            if (line.startsWith("# ")) {
                tricks.add(new Trick(line.substring(2), new ArrayList<>()));
            } else if (!line.isBlank()) {
                tricks.getLast().statements().add(line);
            }
        }
        return tricks;
    }

    private static List<String> lines(String resource) {
        try (var in = Trick.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks; gives all that came back. */
    Received ask(RawClient client, Mode mode) throws IOException {
        var frames = new ArrayList<PgFrame>();
        for (var statement : statements) {
            client.send(messages(statement, mode));
            frames.addAll(client.untilReady());
        }
        return new Received(frames);
    }

    private static PgFrame[] messages(String statement, Mode mode) {
        return switch (mode) {
            case SIMPLE -> new PgFrame[] {query(statement)};
            case EXTENDED_TEXT -> extended(statement, 0);
            case EXTENDED_BINARY -> extended(statement, 1);
        };
    }

    private static PgFrame[] extended(String statement, int format) {
        var bind = PgWriter.frame('B').putString("").putString("").putShort(0).putShort(0);
        return new PgFrame[] {
            parse("", statement),
            bind.putShort(1).putShort(format).done(),
            describe('P', ""),
            execute("", 0),
            sync()
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
