package dev.holdpoint.sql.parser;

import com.dylibso.chicory.wasm.ChicoryException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A thread's parser: made when needed, replaced when worn or broken. */
public final class ParserSlot {
    private static final int WORN_AFTER = 100_000;

    private @Nullable PgParser parser;
    private int parses;

    /** Parse tree and fingerprint; a syntax fault leaves the instance in use. */
    public record Parsed(String json, String fingerprint) {}

    /** Parses on this thread; an instance that breaks over a text is not used again. */
    public Parsed parse(String text) {
        return with(current -> new Parsed(current.parse(text), "18:" + current.fingerprint(text)));
    }

    /** The fingerprint of a part of a text that was parsed. */
    public String fingerprint(String part) {
        return with(current -> "18:" + current.fingerprint(part));
    }

    private <T> T with(Function<PgParser, T> work) {
        try {
            return work.apply(current());
        } catch (ChicoryException | ParserBroken | StackOverflowError | OutOfMemoryError e) {
            parser = null;
            throw new ParserBroken(
                    Thread.currentThread().isInterrupted() || isInterruption(e)
                            ? "it takes too long to parse"
                            : "it is too deeply nested or too large to parse");
        } finally {
            if (parser != null && parser.isOvergrown()) {
                parser = null;
            }
        }
    }

    private static boolean isInterruption(Throwable e) {
        return e.getClass().getSimpleName().contains("Interrupt");
    }

    private PgParser current() {
        if (parser == null || ++parses >= WORN_AFTER) {
            parser = new PgParser();
            parses = 0;
        }
        return parser;
    }
}
