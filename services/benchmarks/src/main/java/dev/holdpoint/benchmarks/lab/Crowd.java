package dev.holdpoint.benchmarks.lab;

import dev.holdpoint.benchmarks.BenchFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Many clients at once, each with a session that stays open. */
public final class Crowd implements AutoCloseable {
    private static final int AT_ONCE = 16;
    private final List<RawClient> clients = Collections.synchronizedList(new ArrayList<>());

    /** Opens so many sessions, each of which has run one statement. */
    public static Crowd idle(int count, Map<String, String> environment, String statement) {
        var crowd = new Crowd();
        crowd.arrive(count, environment, client -> client.query(statement));
        return crowd;
    }

    /** Opens so many sessions, each with a statement that is being held: its NOTICE has come. */
    public static Crowd held(int count, Map<String, String> environment, String statement) {
        var crowd = new Crowd();
        crowd.arrive(count, environment, client -> client.queryUntil(statement, 'N'));
        return crowd;
    }

    private interface Start {
        void run(RawClient client);
    }

    private void arrive(int count, Map<String, String> environment, Start start) {
        var door = new Semaphore(AT_ONCE);
        var failures = Collections.synchronizedList(new ArrayList<RuntimeException>());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < count && failures.isEmpty(); n++) {
                door.acquireUninterruptibly();
                var _ =
                        threads.submit(
                                () -> {
                                    try {
                                        var client = RawClient.open(environment);
                                        clients.add(client);
                                        start.run(client);
                                    } catch (RuntimeException e) {
                                        failures.add(e);
                                    } finally {
                                        door.release();
                                    }
                                });
            }
        }
        if (!failures.isEmpty()) {
            close();
            throw new BenchFailure(
                    clients.size() + " sessions are open, the next fails: " + failures.getFirst(),
                    failures.getFirst());
        }
    }

    /** How many sessions are open. */
    public int size() {
        return clients.size();
    }

    /** How many are still there: each is asked to run a statement again. */
    public long alive(String statement) {
        return clients.stream().filter(client -> client.query(statement).bytes() > 0).count();
    }

    @Override
    public void close() {
        clients.forEach(RawClient::close);
    }
}
