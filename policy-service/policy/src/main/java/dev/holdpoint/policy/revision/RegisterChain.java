package dev.holdpoint.policy.revision;

import dev.holdpoint.eventlog.store.Addition;
import dev.holdpoint.eventlog.store.StoredEvent;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.GrantEvent;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.RegisterEvent.RegisterSealed;
import dev.holdpoint.events.Sha256;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.events.TargetEvent;
import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.policy.revision.Seals.Standing;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which events of grants and targets count: those that a seal of this service covers. Seals are
 * numbered, and each one's digest has the one before in it. So what nobody signed counts for
 * nothing, what is played again neither; and what was taken away, moved or changed shows, and with
 * it nothing more counts at all.
 */
final class RegisterChain {
    static final StreamId STREAM = new StreamId("register");
    private static final Logger LOG = Logger.getLogger(RegisterChain.class);

    private final Seals seals;
    private final List<StoredEvent> loose = new ArrayList<>();
    private @Nullable Digest last;
    private @Nullable String doubt;
    private @Nullable String broken;
    private long number;
    private boolean strange;

    RegisterChain(Seals seals) {
        this.seals = seals;
    }

    /**
     * What the next seal follows upon.
     *
     * @param unvouched what is there from before there were seals; nothing where strangers sealed
     */
    record Head(long number, @Nullable Digest last, List<Covered> unvouched, boolean awaited) {
        Head {
            unvouched = List.copyOf(unvouched);
        }
    }

    /** An event that a seal covers. */
    record Covered(StreamId stream, Digest content) {}

    record Contents(@Nullable Digest before, List<Covered> events) {}

    Head head() {
        var rows = loose.stream().map(RegisterChain::covered).toList();
        return new Head(number, last, isAwaited() && !strange ? rows : List.of(), isAwaited());
    }

    /** Whether there are grants or targets, and nobody vouches for any of them. */
    boolean isAwaited() {
        return number == 0 && (strange || !loose.isEmpty()) && !seals.mayBeginAnew();
    }

    /** Whether no seal counted yet. */
    boolean isUnsealed() {
        return number == 0;
    }

    /** Why nothing counts any more; null if it does. */
    @Nullable String broken() {
        return broken;
    }

    /** What counts for nothing, and why; null if all counts. */
    @Nullable String doubt() {
        return number > 0 && !loose.isEmpty() ? unsigned(loose) : doubt;
    }

    void add(StoredEvent event) {
        loose.add(event);
    }

    /** The events that count now. */
    List<StoredEvent> seal(RegisterSealed seal, StoredEvent stored, Standing standing) {
        if (broken != null) {
            return List.of();
        }
        if (!standing.isSigned()) {
            strange |= standing == Standing.STRANGE;
            return ignore(stored, "not signed by a key this service trusts");
        }
        if (seal.number() <= number) {
            return ignore(stored, "there before");
        }
        int from = loose.size() - Math.toIntExact(Math.min(seal.covers(), Integer.MAX_VALUE));
        var covered =
                from < 0 ? List.<StoredEvent>of() : List.copyOf(loose.subList(from, loose.size()));
        if (seal.number() != number + 1 || !seal.digest().equals(digest(last, covered))) {
            return breakOff(stored);
        }
        loose.subList(from, loose.size()).clear();
        pass(stored);
        number = seal.number();
        last = seal.digest();
        return covered;
    }

    private void pass(StoredEvent seal) {
        if (!loose.isEmpty()) {
            doubt = unsigned(loose);
            LOG.errorf("%s; before=%d", doubt, seal.storeSequence());
            loose.clear();
        }
    }

    private List<StoredEvent> ignore(StoredEvent seal, String why) {
        doubt = "seal %d of grants and targets counts for nothing: it is %s";
        doubt = doubt.formatted(seal.storeSequence(), why);
        LOG.error(doubt);
        return List.of();
    }

    private List<StoredEvent> breakOff(StoredEvent seal) {
        broken =
                "events of grants or targets before %d of the store were changed or are missing"
                        .formatted(seal.storeSequence());
        LOG.error(broken);
        return List.of();
    }

    private static String unsigned(List<StoredEvent> events) {
        var first = events.getFirst();
        return "%d events of grants or targets count for nothing, since nobody signed them: %s at %d"
                .formatted(events.size(), first.envelope().stream(), first.storeSequence());
    }

    /** The seal of a change of grants and targets behind it; nothing behind any other change. */
    static List<Addition> sealed(Head head, Seals seals, List<Addition> additions, Actor actor) {
        var covered = new ArrayList<Covered>();
        for (var addition : additions) {
            addition.events().stream()
                    .filter(RegisterChain::isCovered)
                    .map(event -> new Covered(addition.stream(), StoredEvent.content(event)))
                    .forEach(covered::add);
        }
        if (covered.isEmpty()) {
            return additions;
        }
        var all = new ArrayList<>(additions);
        all.add(seal(head, seals, covered, actor));
        return List.copyOf(all);
    }

    /** The seal of what is there from before there were seals. */
    static List<Addition> vouching(Head head, Seals seals, Actor actor) {
        return head.unvouched().isEmpty()
                ? List.of()
                : List.of(seal(head, seals, head.unvouched(), actor));
    }

    private static Addition seal(Head head, Seals seals, List<Covered> covered, Actor actor) {
        var digest = digest(new Contents(head.last(), covered));
        var sealed = seals.seal(head.number() + 1, covered.size(), digest, actor);
        return new Addition(STREAM, List.of(sealed));
    }

    private static boolean isCovered(HoldpointEvent event) {
        return event instanceof GrantEvent || event instanceof TargetEvent;
    }

    private static Digest digest(@Nullable Digest before, List<StoredEvent> events) {
        return digest(new Contents(before, events.stream().map(RegisterChain::covered).toList()));
    }

    private static Covered covered(StoredEvent event) {
        return new Covered(event.envelope().stream(), event.content());
    }

    private static Digest digest(Contents contents) {
        var sum = Sha256.start().digest(EventJson.encodeValue(contents));
        return new Digest("sha256:" + HexFormat.of().formatHex(sum));
    }
}
