package dev.holdpoint.audit.checkpoint;

import static java.lang.System.Logger.Level.WARNING;

import dev.holdpoint.audit.append.Journal;
import dev.holdpoint.audit.append.SignableHead;
import dev.holdpoint.audit.store.LedgerStore;
import dev.holdpoint.events.LedgerEvent.CheckpointSigned;
import dev.holdpoint.ledger.Checkpoint;
import dev.holdpoint.ledger.NoteSigner;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signs the ledger's end when it has grown: first to a file outside the database, then to the
 * database, then as an event. Only committed ends are signed, so no two checkpoints contradict.
 */
public final class CheckpointSigner implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CheckpointSigner.class.getName());
    private static final long BEAT_MILLIS = 200;

    private final Vertx vertx;
    private final Context context;
    private final NoteSigner signer;
    private final CheckpointPace pace;
    private final CheckpointFiles files;
    private final LedgerStore store;
    private final Journal journal;
    private final InstantSource clock = InstantSource.system();
    private Supplier<Optional<SignableHead>> head = Optional::empty;
    private long signedSize;
    private Instant signedAt = Instant.EPOCH;
    private long timer;
    private boolean busy;

    public CheckpointSigner(
            Vertx vertx,
            NoteSigner signer,
            CheckpointPace pace,
            CheckpointFiles files,
            LedgerStore store,
            Journal journal) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.signer = signer;
        this.pace = pace;
        this.files = files;
        this.store = store;
        this.journal = journal;
    }

    /**
     * Makes this key the ledger's, if it has none yet.
     *
     * @return fails with {@link IllegalStateException} if another key has signed this ledger
     */
    public Future<Void> pin() {
        return store.pinKey(signer.verifierKey().text())
                .map(
                        pinned -> {
                            requireOwn(pinned);
                            return null;
                        });
    }

    /** Signs from now on what {@code committed} gives, after what has been signed before. */
    public void start(Supplier<Optional<SignableHead>> committed, long alreadySigned) {
        context.runOnContext(
                _ -> {
                    head = committed;
                    signedSize = alreadySigned;
                    timer = vertx.setPeriodic(BEAT_MILLIS, _ -> beat());
                });
    }

    private void requireOwn(String pinned) {
        if (!pinned.equals(signer.verifierKey().text())) {
            throw new IllegalStateException(
                    "this ledger is signed by " + pinned + "; put that key back");
        }
    }

    private void beat() {
        head.get()
                .filter(end -> !busy && pace.due(end.size(), signedSize, signedAt, clock.instant()))
                .ifPresent(
                        end -> {
                            busy = true;
                            sign(end).onComplete(result -> rest(end, result.cause()));
                        });
    }

    private void rest(SignableHead end, @Nullable Throwable failure) {
        busy = false;
        if (failure == null) {
            signedSize = end.size();
            signedAt = clock.instant();
        } else {
            LOG.log(WARNING, "no checkpoint: size=" + end.size(), failure);
        }
    }

    private Future<Void> sign(SignableHead end) {
        var origin = signer.verifierKey().name();
        var checkpoint = new Checkpoint(origin, end.size(), end.root(), end.chain());
        var note = signer.sign(checkpoint.text()).encode();
        var signed = new CheckpointSigned(origin, end.size(), end.root().hex(), note);
        return context.<Void>executeBlocking(
                        () -> {
                            files.keep(end.size(), note);
                            return null;
                        })
                .compose(_ -> store.addCheckpoint(end.size(), note))
                .compose(_ -> journal.record(List.of(signed)));
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
