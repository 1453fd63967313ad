package dev.holdpoint.edge.postgres;

import io.vertx.core.buffer.Buffer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The edge's own cancel keys (BackendKeyData), each good for one session only. An address that has
 * guessed wrong ten times within a second is not listened to for the rest of it.
 */
public final class CancelKeys {
    private static final int WRONG_PER_SECOND = 10;
    private static final int ADDRESSES_KEPT = 1_000;

    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;
    private final Map<Key, Runnable> sessions = new ConcurrentHashMap<>();
    private final Map<String, Guesses> guesses = new ConcurrentHashMap<>();

    /**
     * @param clock by whose seconds wrong guesses are counted
     */
    public CancelKeys(InstantSource clock) {
        this.clock = clock;
    }

    /** A process number and a secret, both random. */
    public record Key(int process, Buffer secret) {}

    private record Guesses(long second, int wrong) {}

    /**
     * A fresh key; {@code cancel} is run when a client presents it.
     *
     * @param secretBytes 4 up to protocol 3.1, 32 from 3.2 on
     */
    public Key issue(int secretBytes, Runnable cancel) {
        var secret = new byte[secretBytes];
        random.nextBytes(secret);
        var key = new Key(random.nextInt(Integer.MAX_VALUE), Buffer.buffer(secret));
        return sessions.putIfAbsent(key, cancel) == null ? key : issue(secretBytes, cancel);
    }

    /** Runs what the key stands for, unless its presenter has guessed too often. */
    public void cancel(Key key, String address) {
        long second = clock.instant().getEpochSecond();
        if (wrong(address, second) >= WRONG_PER_SECOND) {
            return;
        }
        var session = sessions.get(key);
        if (session == null) {
            guessedWrong(address, second);
        } else {
            session.run();
        }
    }

    private int wrong(String address, long second) {
        var made = guesses.get(address);
        return made == null || made.second() != second ? 0 : made.wrong();
    }

    private void guessedWrong(String address, long second) {
        if (guesses.size() >= ADDRESSES_KEPT) {
            guesses.values().removeIf(made -> made.second() != second);
        }
        guesses.merge(
                address,
                new Guesses(second, 1),
                (made, one) ->
                        made.second() == second ? new Guesses(second, made.wrong() + 1) : one);
    }

    /** The key stands for nothing any more; its session is over. */
    public void forget(Key key) {
        sessions.remove(key);
    }
}
