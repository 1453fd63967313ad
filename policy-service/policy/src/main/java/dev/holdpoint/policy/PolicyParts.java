package dev.holdpoint.policy;

import dev.holdpoint.eventlog.EventTail;
import dev.holdpoint.eventlog.GroupReader;
import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.eventlog.Topics;
import dev.holdpoint.eventlog.projection.ProjectionRunner;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.eventlog.store.GroupPositions;
import dev.holdpoint.eventlog.store.Relay;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.policy.api.RegisterProjection;
import dev.holdpoint.policy.directory.DirectoryBell;
import dev.holdpoint.policy.directory.Looks;
import dev.holdpoint.policy.directory.PolicyDirectory;
import dev.holdpoint.policy.directory.Publisher;
import dev.holdpoint.policy.evaluate.AccessOffers;
import dev.holdpoint.policy.evaluate.Rehearsal;
import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.language.Finding;
import dev.holdpoint.policy.register.GrantDesk;
import dev.holdpoint.policy.request.ApprovedRequests;
import dev.holdpoint.policy.revision.PolicyDesk;
import dev.holdpoint.policy.revision.Proposal;
import dev.holdpoint.policy.revision.Rulebooks;
import dev.holdpoint.policy.revision.Seals;
import dev.holdpoint.policy.revision.StoreFollower;
import dev.holdpoint.service.RunningParts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The running parts of one instance: store, relay, tail, publisher. */
final class PolicyParts implements AutoCloseable {
    static final String SCHEMA = "policy";
    private static final Logger LOG = Logger.getLogger(PolicyParts.class);
    private static final Optional<String> OVERRULED = Optional.of("other policies are active");
    private static final Optional<String> AWAITED =
            Optional.of("nothing is allowed until a person activates the directory's policies");
    private static final String BEHIND =
            "what was published last does not decide yet, what was read before does: ";
    private static final String UNREADABLE =
            "revision %s cannot be read by this version, so %s: %s Publish its documents corrected"
                    + " and activate them, or activate another revision";
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final Pool pool;
    private final PolicySettings settings;
    private final EventStore store;
    private final PolicyDesk desk;
    private final Publisher publisher;
    private final RunningParts running;
    private final Looks looks;
    private final DirectoryBell bell;

    PolicyParts(
            Vertx vertx,
            Pool pool,
            Rulebooks rulebooks,
            PolicyDesk desk,
            DocumentReader reader,
            PolicySettings settings) {
        this.vertx = vertx;
        this.pool = pool;
        this.settings = settings;
        this.desk = desk;
        this.running = new RunningParts(vertx, RETRY);
        this.store = store(pool);
        this.publisher =
                new Publisher(
                        vertx,
                        new PolicyDirectory(settings.documents()),
                        reader,
                        desk,
                        rulebooks,
                        InstantSource.system());
        this.looks = new Looks(vertx, settings.checkEvery(), this::check);
        this.bell = new DirectoryBell(settings.documents(), looks::now);
    }

    /** The service's own streams. */
    static EventStore store(Pool pool) {
        var clock = InstantSource.system();
        return new EventStore(pool, SCHEMA, "policy-service", new Uuid7(clock), clock);
    }

    static PolicyDesk desk(
            Vertx vertx, Pool pool, Rulebooks rulebooks, Seals seals, boolean fourEyes) {
        var store = store(pool);
        var follower = new StoreFollower(vertx, store, rulebooks, seals);
        return new PolicyDesk(store, follower, seals, fourEyes);
    }

    void start() {
        vertx.getOrCreateContext()
                .runOnContext(
                        _ ->
                                running.done(
                                                "rehearsal",
                                                () -> vertx.executeBlocking(Rehearsal::run))
                                        .compose(_ -> running.done("schema", store::createSchema))
                                        .onSuccess(
                                                _ -> {
                                                    looks.now();
                                                    openLog();
                                                }));
    }

    Optional<String> problem() {
        return publisher.problem();
    }

    /** Which targets documents name that are not there. */
    List<Finding> absentTargets() {
        return publisher.absentTargets();
    }

    /** Whether all that is missing is that a person activates policies for the first time. */
    boolean awaitsPerson() {
        return publisher.awaitsPerson();
    }

    private Stream<String> unreadable() {
        var active = desk.seen().current();
        return desk.unreadable().entrySet().stream()
                .map(
                        one ->
                                UNREADABLE.formatted(
                                        one.getKey(),
                                        one.getKey().equals(active)
                                                ? "everything is denied"
                                                : "it is not tried",
                                        one.getValue()));
    }

    /** What of the revisions is not as somebody who looks at the directory would think. */
    Optional<String> notice() {
        var others =
                Stream.of(
                                desk.estrangement(),
                                desk.failure().map(BEHIND::concat),
                                desk.doubt(),
                                publisher.isOverruled() ? OVERRULED : Optional.<String>empty(),
                                awaitsPerson() ? AWAITED : Optional.<String>empty(),
                                desk.waiting().map(PolicyParts::waiting))
                        .flatMap(Optional::stream);
        var notices = Stream.concat(unreadable(), others).collect(Collectors.joining("; "));
        return Optional.of(notices).filter(all -> !all.isEmpty());
    }

    private static String waiting(Proposal.Waiting what) {
        return "%d changes of grants and targets wait for a second person: directory %s"
                .formatted(what.changes().size(), what.name());
    }

    /** Looks at the directory now. */
    Future<Void> check() {
        return vertx.executeBlocking(bell::listen, false)
                .compose(_ -> vouch())
                .compose(_ -> publisher.check())
                .onFailure(e -> LOG.warnf("the documents could not be published: %s", e));
    }

    private Future<Void> vouch() {
        return settings.vouchForUnsigned()
                ? desk.vouch().onSuccess(PolicyParts::told).mapEmpty()
                : Future.succeededFuture();
    }

    private static void told(int vouched) {
        if (vouched > 0) {
            LOG.warnf("vouched for unsigned events of grants and targets: events=%d", vouched);
        }
    }

    private void openLog() {
        running.done(
                        "topics",
                        () -> Topics.ensure(vertx, settings.log(), settings.replicationFactor()))
                .onSuccess(
                        _ -> {
                            running.keep("tail", this::tail, EventTail::close);
                            running.keep("register", this::register, ProjectionRunner::close);
                            running.keep("access", this::access, GroupReader::close);
                            running.keep("appender", this::appender, KafkaEventAppender::close)
                                    .onSuccess(this::relay);
                        });
    }

    private Future<EventTail> tail() {
        return EventTail.fromEnd(
                vertx, settings.log(), Set.of(EventFamily.POLICY), _ -> desk.look().mapEmpty());
    }

    private Future<ProjectionRunner> register() {
        return ProjectionRunner.start(
                vertx, settings.log(), pool, SCHEMA, new RegisterProjection());
    }

    private Future<GroupReader> access() {
        var positions = new GroupPositions(pool, SCHEMA, "access_positions");
        return new ApprovedRequests(
                        new GrantDesk(desk.changes()),
                        new AccessOffers(settings.fourEyes()),
                        positions,
                        InstantSource.system())
                .start(vertx, settings.log());
    }

    private Future<KafkaEventAppender> appender() {
        return Future.succeededFuture(new KafkaEventAppender(vertx, settings.log()));
    }

    private void relay(KafkaEventAppender appender) {
        running.keep(
                "relay",
                () -> Future.succeededFuture(Relay.start(vertx, pool, SCHEMA, appender)),
                Relay::close);
    }

    @Override
    public void close() {
        looks.close();
        bell.close();
        running.close();
    }
}
