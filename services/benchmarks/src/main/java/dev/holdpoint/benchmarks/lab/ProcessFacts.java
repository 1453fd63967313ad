package dev.holdpoint.benchmarks.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What Linux knows of a running process. */
public final class ProcessFacts {
    private static final long MILLIS_PER_TICK = 10;
    private static final Duration IDLE = Duration.ofMillis(100);

    private ProcessFacts() {}

    /** Whether it is a Java virtual machine, which compiles what it runs while it runs. */
    public static boolean isJvm(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .filter(command -> command.endsWith("/java"))
                .isPresent();
    }

    /** Processor time the process has used so far. */
    public static Duration cpu(long pid) {
        var stat = Machine.read(Path.of("/proc", Long.toString(pid), "stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        return Duration.ofMillis(ticks * MILLIS_PER_TICK);
    }

    /** Whether the process used less than a tenth of a processor during the second this takes. */
    static boolean isIdle(long pid) {
        var before = cpu(pid);
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        return cpu(pid).minus(before).compareTo(IDLE) < 0;
    }

    /** Resident memory in KiB. */
    public static long residentKib(long pid) {
        return status(pid, "VmRSS:");
    }

    /** The most resident memory it ever had, in KiB. */
    public static long peakKib(long pid) {
        return status(pid, "VmHWM:");
    }

    private static long status(long pid, String field) {
        return Machine.read(Path.of("/proc", Long.toString(pid), "status"))
                .lines()
                .filter(line -> line.startsWith(field))
                .findFirst()
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .orElse(0L);
    }
}
