package dev.holdpoint.benchmarks.release;

import dev.holdpoint.benchmarks.BenchFailure;
import dev.holdpoint.benchmarks.lab.BenchTarget;
import dev.holdpoint.benchmarks.lab.RawClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Held commands, each in a session of its own and released as soon as approvers see it. */
final class Releases {
    private static final Pattern HOLD = Pattern.compile("hold ([A-Za-z0-9_-]+), expires");

    private final Map<String, String> environment;
    private final Approver approver;
    private final AtomicInteger numbers = new AtomicInteger();

    Releases(Map<String, String> environment, Approver approver) {
        this.environment = environment;
        this.approver = approver;
    }

    /**
     * What the requester and the approver saw of one hold.
     *
     * @param answered when the client had its command's result
     */
    record Seen(Approver.Vote vote, Instant answered) {}

    /** What a run of many saw by number, why the others were lost, and how long all of it took. */
    record Run(Map<Integer, Seen> seen, Queue<String> failures, Duration took) {}

    /** Goes through so many holds, a few at once. */
    Run run(int holds, int atOnce) {
        var seen = new ConcurrentHashMap<Integer, Seen>();
        var failures = new ConcurrentLinkedQueue<String>();
        var begun = Instant.now();
        int end = numbers.get() + holds;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < Math.min(atOnce, holds); n++) {
                var _ = threads.submit(() -> work(seen, failures, end));
            }
        }
        numbers.set(end);
        return new Run(seen, failures, Duration.between(begun, Instant.now()));
    }

    private void work(Map<Integer, Seen> seen, Queue<String> failures, int end) {
        for (int number = numbers.incrementAndGet();
                number <= end;
                number = numbers.incrementAndGet()) {
            try {
                seen.put(number, release(BenchTarget.arrival(number)));
            } catch (BenchFailure e) {
                failures.add("hold " + number + ": " + e.getMessage());
            }
        }
    }

    private Seen release(String command) {
        try (var client = RawClient.open(environment)) {
            var hold = hold(client.queryUntil(command, 'N'));
            approver.awaitOpen(hold);
            var vote = approver.approve(hold);
            client.rest(command);
            return new Seen(vote, Instant.now());
        }
    }

    private static String hold(String notice) {
        var told = HOLD.matcher(notice);
        if (!told.find()) {
            throw new BenchFailure("no hold in: " + notice);
        }
        return told.group(1);
    }
}
