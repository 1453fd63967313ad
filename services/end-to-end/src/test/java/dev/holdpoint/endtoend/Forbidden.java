package dev.holdpoint.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A command that must not be allowed, asked without a pause; counts how often it was not. */
final class Forbidden implements AutoCloseable {
    private static final Pattern DENIED = Pattern.compile("ERROR: +(?:42501|58000)");

    private final Supplier<Psql> who;
    private final IntFunction<String> text;
    private final AtomicInteger denied = new AtomicInteger();
    private volatile @Nullable RunningProgram session;
    private volatile boolean over;
    private final Thread asking;

    private Forbidden(Supplier<Psql> who, IntFunction<String> text, boolean stays) {
        this.who = who;
        this.text = text;
        this.asking = Thread.ofVirtual().unstarted(stays ? this::ask : this::logInAndAsk);
    }

    private Forbidden begun() {
        asking.start();
        return this;
    }

    /** Logs in anew for each. */
    static Forbidden inNewSessions(Supplier<Psql> who, String text) {
        return new Forbidden(who, _ -> text, false).begun();
    }

    /** Stays in a session for as long as it is let: without policy it may end. */
    static Forbidden inOpenSessions(Supplier<Psql> who, IntFunction<String> text) {
        return new Forbidden(who, text, true).begun();
    }

    /** How often it was asked and denied, or the log-in refused, so far. */
    int denied() {
        var open = session;
        return denied.get() + (open == null ? 0 : denials(open.output()));
    }

    /** Waits until it was asked and denied again. */
    void awaitDenial() {
        int before = denied();
        await("denied once more")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> denied() > before);
    }

    private void logInAndAsk() {
        while (!over) {
            if (who.get().run(text.apply(0)).exitCode() != 0) {
                denied.incrementAndGet();
            }
            pause();
        }
    }

    private void ask() {
        int asked = 0;
        while (!over) {
            try (var psql = who.get().interactive()) {
                session = psql;
                while (!over) {
                    psql.type(text.apply(asked++));
                    pause();
                }
            } catch (UncheckedIOException _) {
                pause();
            } finally {
                settle();
            }
        }
    }

    private static void pause() {
        await().pollDelay(Duration.ofMillis(50)).until(() -> true);
    }

    /** What the session that is over was told counts on. */
    private void settle() {
        var ended = session;
        session = null;
        if (ended != null) {
            denied.addAndGet(denials(ended.output()));
        }
    }

    private static int denials(String output) {
        return (int) DENIED.matcher(output).results().count();
    }

    @Override
    public void close() {
        over = true;
        await("no more asking").atMost(Duration.ofSeconds(60)).until(() -> !asking.isAlive());
    }
}
