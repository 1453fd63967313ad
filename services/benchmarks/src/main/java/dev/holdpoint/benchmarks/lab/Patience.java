package dev.holdpoint.benchmarks.lab;

import dev.holdpoint.benchmarks.BenchFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Waiting for something to become true, up to a limit. */
public final class Patience {
    private Patience() {}

    /** Returns once the condition holds; fails with what was waited for when it never does. */
    public static void await(Duration limit, String what, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new BenchFailure(what + " did not happen within " + limit.toSeconds() + " s");
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** Returns once something listens on the loopback port. */
    public static void awaitPort(int port, String who, Process process) {
        await(
                Duration.ofSeconds(60),
                who + " listening",
                () -> {
                    if (!process.isAlive()) {
                        throw new BenchFailure(who + " ended with " + process.exitValue());
                    }
                    return listens(port);
                });
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Returns once nobody is connected to the loopback port any more. */
    public static void awaitQuiet(int port) {
        var established = ":%04X ".formatted(port);
        await(
                Duration.ofSeconds(60),
                "the end of every connection to port " + port,
                () -> connections().noneMatch(line -> line.contains(established)));
    }

    /** Lines of Linux' own table in the state ESTABLISHED (01), the remote address still there. */
    private static Stream<String> connections() {
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> Machine.read(Path.of("/proc/net", table)).lines())
                .filter(line -> line.contains(" 01 "));
    }
}
