package dev.holdpoint.policy.directory;

import dev.holdpoint.events.PolicyEvent.PolicySource;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.directory.PolicyDirectory.Reading;
import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.language.Finding;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.SourceFile;
import dev.holdpoint.policy.register.NamedTargets;
import dev.holdpoint.policy.revision.PolicyDesk;
import dev.holdpoint.policy.revision.PolicyDraft;
import dev.holdpoint.policy.revision.Rulebooks;
import dev.holdpoint.policy.revision.SourceDigest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a directory of documents whenever it changed; a directory that is broken changes
 * nothing and is told about.
 */
public final class Publisher {
    private static final Logger LOG = Logger.getLogger(Publisher.class);
    private static final long STILL_MILLIS = 100;
    private static final int MOST_PAUSES = 5;

    private final Vertx vertx;
    private final PolicyDirectory directory;
    private final DocumentReader reader;
    private final Publication publication;
    private final PolicyDesk desk;
    private final Rulebooks rulebooks;
    private final InstantSource clock;
    private @Nullable String published;
    private @Nullable PolicyDraft policies;
    private @Nullable Reading settled;
    private volatile @Nullable String problem;
    private volatile NamedTargets named = NamedTargets.NONE;
    private List<Finding> absent = List.of();

    public Publisher(
            Vertx vertx,
            PolicyDirectory directory,
            DocumentReader reader,
            PolicyDesk desk,
            Rulebooks rulebooks,
            InstantSource clock) {
        this.vertx = vertx;
        this.directory = directory;
        this.reader = reader;
        this.publication = new Publication(desk);
        this.desk = desk;
        this.rulebooks = rulebooks;
        this.clock = clock;
    }

    /** Where the directory is broken, if it is. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Which targets the published documents name that are not there now, and where. */
    public List<Finding> absentTargets() {
        return named.unknown(rulebooks.current().targets().keySet());
    }

    /**
     * Catches up, publishes what changed, and catches up with that; one call at a time. Who cannot
     * tell what people chose changes nothing.
     */
    public Future<Void> check() {
        return desk.look()
                .compose(
                        _ ->
                                desk.estrangement().isPresent()
                                        ? Future.succeededFuture()
                                        : publishChanges());
    }

    private Future<Void> publishChanges() {
        return changes()
                .compose(this::publish)
                .compose(_ -> publication.expire(rulebooks.current(), clock.instant()))
                .compose(_ -> desk.look())
                .onSuccess(_ -> tellAbsent())
                .mapEmpty();
    }

    private Future<Void> publish(Optional<Draft> draft) {
        if (draft.isEmpty()) {
            return Future.succeededFuture();
        }
        var wanted = draft.get().wanted();
        return publication
                .publish(wanted, clock.instant())
                .onSuccess(
                        _ -> {
                            published = draft.get().digest();
                            policies = wanted.policies();
                            named = wanted.named();
                            desk.propose(Proposed.of(wanted, clock));
                            tell(wanted.policies().revision());
                        });
    }

    private void tellAbsent() {
        var now = absentTargets();
        if (!now.equals(absent)) {
            now.forEach(finding -> LOG.warn(finding));
        }
        absent = now;
    }

    private void tell(RevisionId revision) {
        var active = desk.seen().current();
        if (active.equals(revision)) {
            LOG.infof("published: revision=%s", revision);
        } else {
            LOG.warnf(
                    "the directory's policies are published, not active: revision=%s active=%s",
                    revision, active);
        }
    }

    /** Whether a person has chosen other policies than the directory's. */
    public boolean isOverruled() {
        var now = desk.seen();
        return now.filed() != null && now.active() != null && !now.filed().equals(now.active());
    }

    /** Whether no policies were ever active, and it is a person who activates the directory's. */
    public boolean awaitsPerson() {
        var now = desk.seen();
        return now.filed() != null && now.active() == null && desk.estrangement().isEmpty();
    }

    /** A directory is judged when it was still for a moment, and as long as it is. */
    private Future<Optional<Draft>> changes() {
        return read().compose(now -> now.equals(settled) ? judged(now) : judgedOnceStill());
    }

    private Future<Optional<Draft>> judgedOnceStill() {
        return still(this::read, this::pause)
                .compose(reading -> reading.map(this::judged).orElseGet(this::restless));
    }

    private Future<Optional<Draft>> restless() {
        tell("The directory goes on changing; it is read once it keeps still.");
        return Future.succeededFuture(Optional.empty());
    }

    /**
     * The first reading that is the same as the one before it, a pause earlier: one in the middle
     * of a write is none of what somebody wrote.
     *
     * @return empty if the directory went on changing over {@value #MOST_PAUSES} pauses
     */
    static Future<Optional<Reading>> still(
            Supplier<Future<Reading>> reading, Supplier<Future<Void>> pause) {
        return reading.get().compose(first -> stillAfter(first, MOST_PAUSES, reading, pause));
    }

    private static Future<Optional<Reading>> stillAfter(
            Reading before,
            int pauses,
            Supplier<Future<Reading>> reading,
            Supplier<Future<Void>> pause) {
        return pauses == 0
                ? Future.succeededFuture(Optional.empty())
                : pause.get()
                        .compose(_ -> reading.get())
                        .compose(
                                now ->
                                        now.equals(before)
                                                ? Future.succeededFuture(Optional.of(now))
                                                : stillAfter(now, pauses - 1, reading, pause));
    }

    private Future<Reading> read() {
        return vertx.executeBlocking(directory::read, false);
    }

    private Future<Void> pause() {
        return vertx.timer(STILL_MILLIS, TimeUnit.MILLISECONDS).mapEmpty();
    }

    private Future<Optional<Draft>> judged(Reading reading) {
        settled = reading;
        return vertx.executeBlocking(() -> draft(reading), false);
    }

    private Optional<Draft> draft(Reading reading) {
        if (reading.unusable() != null) {
            tell(reading.unusable());
            return Optional.empty();
        }
        try {
            var files = reading.files();
            var digest = digest(files);
            if (digest.equals(published)) {
                requirePolicies(policies);
                problem = null;
                return Optional.empty();
            }
            var documents = reader.read(files);
            Origins.require(documents, rulebooks.current().grants(), desk.targetsOfRest());
            var draft = new Draft(digest, Wanted.of(files, documents));
            requirePolicies(draft.wanted().policies());
            problem = null;
            return Optional.of(draft);
        } catch (InvalidDocuments e) {
            tell(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** Whoever went back to policies of the directory meanwhile does not lose them to it either. */
    private void requirePolicies(@Nullable PolicyDraft draft) {
        if (draft != null && desk.seen().wouldBeLostTo(draft)) {
            throw directory.lost();
        }
    }

    private void tell(String broken) {
        if (!broken.equals(problem)) {
            LOG.errorf("the documents are broken, the last good revision stays:%n%s", broken);
        }
        problem = broken;
    }

    private static String digest(List<SourceFile> files) {
        return SourceDigest.of(
                        files.stream()
                                .map(file -> new PolicySource(file.name(), file.text()))
                                .toList())
                .value();
    }

    private record Draft(String digest, Wanted wanted) {}
}
