package dev.holdpoint.edge.postgres;

import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The edge's own cancel keys (BackendKeyData), each good for one session only.
 *
 * <p>A session whose secret was guessed wrong ten times within a second is not cancelled for the
 * rest of it. That is counted by session, whose process number is as random as its secret, and not
 * by address: behind a load balancer that passes bytes on, everybody has the same. A request for a
 * process that no session has is no guess, as it could not have been right.
 */
public final class CancelKeys {
    private static final int WRONG_PER_SECOND = 10;

    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;
    private final Map<Integer, Holder> sessions = new ConcurrentHashMap<>();

    /**
     * @param clock by whose seconds wrong guesses are counted
     */
    public CancelKeys(InstantSource clock) {
        this.clock = clock;
    }

    /** A process number and a secret, both random. */
    public record Key(int process, Buffer secret) {}

    /**
     * A fresh key; {@code cancel} is run when a client presents it.
     *
     * @param secretBytes 4 up to protocol 3.1, 32 from 3.2 on
     */
    public Key issue(int secretBytes, Runnable cancel) {
        var secret = new byte[secretBytes];
        random.nextBytes(secret);
        int process = random.nextInt(Integer.MAX_VALUE);
        return sessions.putIfAbsent(process, new Holder(secret, cancel)) == null
                ? new Key(process, Buffer.buffer(secret))
                : issue(secretBytes, cancel);
    }

    /** Runs what the key stands for, unless that was guessed at too often. */
    public void cancel(Key key) {
        var session = sessions.get(key.process());
        if (session != null && session.is(key.secret(), clock.instant().getEpochSecond())) {
            session.cancel.run();
        }
    }

    /** The key stands for nothing any more; its session is over. */
    public void forget(Key key) {
        sessions.remove(key.process());
    }

    private static final class Holder {
        private final byte[] secret;
        private final Runnable cancel;
        private long second;
        private int wrong;

        Holder(byte[] secret, Runnable cancel) {
            this.secret = secret;
            this.cancel = cancel;
        }

        synchronized boolean is(Buffer presented, long now) {
            if (now != second) {
                second = now;
                wrong = 0;
            }
            boolean right =
                    wrong < WRONG_PER_SECOND && MessageDigest.isEqual(secret, presented.getBytes());
            wrong += right || wrong == WRONG_PER_SECOND ? 0 : 1;
            return right;
        }
    }
}
