package dev.holdpoint.sql.parser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Everyday statements, gone over again and again before any counts, so that HotSpot compiles. */
public final class Practice {
    private Practice() {}

    /** Hands each statement to {@code reader}, once at least and then until the time is up. */
    public static void with(Consumer<String> reader, Duration time) {
        var statements = statements();
        long end = System.nanoTime() + time.toNanos();
        do {
            statements.forEach(reader);
        } while (System.nanoTime() < end && !Thread.currentThread().isInterrupted());
    }

    static List<String> statements() {
        var in = Objects.requireNonNull(Practice.class.getResourceAsStream("practice.sql"));
        try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
