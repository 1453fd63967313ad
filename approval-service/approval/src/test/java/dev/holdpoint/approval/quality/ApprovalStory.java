package dev.holdpoint.approval.quality;

import dev.holdpoint.approval.hold.Holds;
import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.HoldRefused;
import dev.holdpoint.events.HoldEvent.HoldReleased;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.Vote;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One hold on the log of approvals, long ago, told second by second. */
public final class ApprovalStory {
    private static final Instant NEVER = Instant.parse("2999-01-01T00:00:00Z");

    private final KafkaEventAppender appender;
    private final HoldId hold = new HoldId("00-" + UUID.randomUUID());
    private final Instant placed;
    private long sequence;

    private ApprovalStory(KafkaEventAppender appender, Instant placed) {
        this.appender = appender;
        this.placed = placed;
    }

    /** It begins with a hold by these rules. */
    public static ApprovalStory of(
            KafkaEventAppender appender,
            Instant placed,
            HoldTerms terms,
            String target,
            String... rules) {
        var story = new ApprovalStory(appender, placed);
        story.tell(0, story.held(terms, target, List.of(rules)));
        return story;
    }

    private HoldPlaced held(HoldTerms terms, String target, List<String> rules) {
        var sample = Holds.placed(hold, Holds.AGENT, terms);
        return new HoldPlaced(
                hold,
                sample.command(),
                sample.session(),
                sample.requester(),
                new TargetName(target),
                sample.digest(),
                sample.text(),
                sample.parameters(),
                sample.facts(),
                sample.justification(),
                sample.tags(),
                sample.revision(),
                rules,
                sample.reason(),
                terms,
                NEVER,
                null);
    }

    /** Somebody approves, so many seconds after the hold. */
    public ApprovalStory approves(long second, Principal voter, @Nullable Integer stage) {
        return tell(
                second,
                new VoteCast(hold, voter.id(), List.of("dba"), Vote.APPROVE, "agreed", stage));
    }

    public ApprovalStory released(long second) {
        return tell(second, new HoldReleased(hold, placed.plusSeconds(second + 30)));
    }

    /** Somebody denies. */
    public ApprovalStory denies(long second, Principal voter) {
        return tell(second, new VoteCast(hold, voter.id(), List.of("dba"), Vote.DENY, "no"))
                .tell(second, new HoldRefused(hold, voter.id(), "no"));
    }

    public HoldId hold() {
        return hold;
    }

    /** So many seconds after the hold this happens. */
    public ApprovalStory tell(long second, HoldEvent event) {
        sequence++;
        var envelope =
                new Envelope<>(
                        new EventId(UUID.randomUUID().toString()),
                        new StreamId(hold.value()),
                        sequence,
                        placed.plusSeconds(second),
                        Actor.service("approval-service"),
                        "approval-service",
                        null,
                        event);
        appender.append(envelope)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        return this;
    }
}
