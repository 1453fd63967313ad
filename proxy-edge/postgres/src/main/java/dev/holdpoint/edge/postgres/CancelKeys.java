package dev.holdpoint.edge.postgres;

import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The edge's own cancel keys (BackendKeyData), each good for one session only. */
public final class CancelKeys {
    private final SecureRandom random = new SecureRandom();
    private final Map<Key, Runnable> sessions = new ConcurrentHashMap<>();

    /** A process number and a secret, as the protocol has it: 32 bits each, both random. */
    public record Key(int process, int secret) {}

    /** A fresh key; {@code cancel} is run when a client presents it. */
    public Key issue(Runnable cancel) {
        var key = new Key(random.nextInt(Integer.MAX_VALUE), random.nextInt());
        return sessions.putIfAbsent(key, cancel) == null ? key : issue(cancel);
    }

    public void cancel(Key key) {
        sessions.getOrDefault(key, () -> {}).run();
    }

    public void forget(Key key) {
        sessions.remove(key);
    }
}
