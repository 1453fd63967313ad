package dev.holdpoint.approval.api;

import dev.holdpoint.approval.hold.Ballot;
import dev.holdpoint.approval.hold.HoldState.Claimed;
import dev.holdpoint.approval.hold.HoldState.Expired;
import dev.holdpoint.approval.hold.HoldState.Open;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.approval.hold.HoldState.Refused;
import dev.holdpoint.approval.hold.HoldState.Released;
import dev.holdpoint.approval.hold.HoldState.Withdrawn;
import dev.holdpoint.approval.hold.Quorum;
import dev.holdpoint.approval.hold.VoidReason;
import dev.holdpoint.approval.inbox.VotingDesk;
import dev.holdpoint.events.ChatMember;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.HoldEvent.GlassBroken;
import dev.holdpoint.events.HoldEvent.HoldJudged;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.InPlaceOf;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.TargetPlan.Planned;
import dev.holdpoint.events.TargetPlan.Unplanned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A hold for people and programs.
 *
 * @param statement in full
 * @param plan how the target would run it, or why nobody can tell; null if nobody asked
 * @param why what policy says about it
 * @param justification what the requester says about it
 * @param tags what the client says caused it
 * @param quorum the parts of all stages
 * @param stage the number of the one that is asked now
 * @param ballot how often votes were cast or taken back; sent with an approval, it is void if they
 *     changed since
 * @param reminded whether those who are asked were reminded
 * @param standIns groups whose members count for every part since an escalation
 * @param mode {@code wait}, or {@code ticket}: the requester runs it again once it is released
 * @param secondsLeft until it expires, or until its release does; 0 when over
 * @param alike other open holds that ask for the very same, the oldest first
 * @param followed what became of those that were voted on with it; null but in answers to votes
 * @param voidReason why a vote would be void; null while votes count
 * @param judgement what was last said of its approval; null if nothing was
 * @param breakGlass groups of which any member may release it alone
 * @param broken who did; null if nobody
 * @param afterReview of a broken glass: {@code open} until somebody judges it, then {@code closed}
 */
public record HoldView(
        String hold,
        String state,
        Requester requester,
        String target,
        String session,
        String command,
        String digest,
        String statement,
        List<String> parameters,
        CommandFacts facts,
        @Nullable Plan plan,
        String revision,
        List<String> rules,
        String why,
        @Nullable String justification,
        Map<String, String> tags,
        String mode,
        boolean justificationRequired,
        List<Quorum.Part> quorum,
        int stage,
        List<AskedStage> stages,
        List<CountedVote> votes,
        int ballot,
        boolean reminded,
        List<String> standIns,
        Instant heldAt,
        Instant expiresAt,
        long secondsLeft,
        @Nullable Instant claimUntil,
        List<String> alike,
        @Nullable List<Followed> followed,
        @Nullable String voidReason,
        @Nullable LastJudgement judgement,
        List<String> breakGlass,
        @Nullable Broken broken,
        @Nullable String afterReview) {

    /** Who wants the command to run, and for whom. */
    public record Requester(
            String name,
            String issuer,
            String subject,
            String kind,
            @Nullable PrincipalId onBehalfOf) {
        static Requester of(Principal principal) {
            return new Requester(
                    principal.name(),
                    principal.id().issuer(),
                    principal.id().subject(),
                    principal.kind().name(),
                    principal.onBehalfOf());
        }
    }

    /**
     * How a target would run a command: advice, which no vote is bound to.
     *
     * @param rows how many rows it expects to return or change
     * @param cost in a unit of the target's own
     * @param unlisted how many steps there are besides {@code steps}
     * @param reason why there is no plan; null if there is one
     */
    public record Plan(
            @Nullable Long rows,
            @Nullable Long cost,
            List<String> steps,
            long unlisted,
            @Nullable String reason) {
        private static final String OWN = "it is told to whoever decides, not to whoever asks";

        /** What a target's figures tell of rows, only people who may vote are told. */
        static @Nullable Plan of(HoldPlaced placed, Principal reader) {
            return switch (placed.plan()) {
                case Planned _ when Audience.asks(placed, reader) ->
                        new Plan(null, null, List.of(), 0, OWN);
                case null -> null;
                case Planned(var rows, var cost, var steps, var unlisted) ->
                        new Plan(rows, cost, steps, unlisted, null);
                case Unplanned(var reason) -> new Plan(null, null, List.of(), 0, reason);
            };
        }
    }

    /**
     * Another hold that was voted on.
     *
     * @param code why the vote does not count there; null if it does
     */
    public record Followed(
            String hold, String state, @Nullable String code, @Nullable String reason) {
        static Followed of(VotingDesk.Followed followed) {
            var refused = followed.refused();
            return new Followed(
                    followed.hold().value(),
                    name(followed.state()),
                    refused == null ? null : refused.code(),
                    refused == null ? null : refused.reason());
        }
    }

    /** A stage, which of its parts may be filled by whom, and how far they are. */
    public record AskedStage(List<QuorumPart> from, List<Quorum.Part> given) {}

    /** Whose vote somebody cast, and by which delegation. */
    public record Place(PrincipalId delegator, String delegation) {
        static @Nullable Place of(@Nullable InPlaceOf place) {
            return place == null ? null : new Place(place.delegator(), place.delegation().value());
        }
    }

    /**
     * A vote as it was cast.
     *
     * @param inPlaceOf whose it is; null if the approver's own
     * @param by the chat account by which it was cast; null over REST
     */
    public record CountedVote(
            PrincipalId approver,
            List<String> groups,
            String vote,
            String reason,
            @Nullable Integer stage,
            @Nullable Place inPlaceOf,
            @Nullable ChatMember by) {
        static CountedVote of(VoteCast vote) {
            return new CountedVote(
                    vote.approver(),
                    vote.groups(),
                    vote.vote().name().toLowerCase(Locale.ROOT),
                    vote.reason(),
                    vote.stage(),
                    Place.of(vote.inPlaceOf()),
                    vote.by());
        }
    }

    /** What was said of the approval afterwards. */
    public record LastJudgement(PrincipalId judge, String judgement, String reason) {
        static LastJudgement of(HoldJudged judged) {
            return new LastJudgement(
                    judged.judge(),
                    judged.judgement().name().toLowerCase(Locale.ROOT),
                    judged.reason());
        }
    }

    /** Who released it alone, by which groups, and why. */
    public record Broken(PrincipalId breaker, List<String> groups, String reason) {
        static @Nullable Broken of(@Nullable GlassBroken broken) {
            return broken == null
                    ? null
                    : new Broken(broken.breaker(), broken.groups(), broken.reason());
        }
    }

    /** A hold as it stands, for {@code reader}. */
    public static HoldView of(Placed state, List<String> alike, Principal reader, Instant now) {
        return of(state, alike, null, new Look(reader, now));
    }

    /** Who looks at a hold, and when. */
    record Look(Principal by, Instant at) {}

    static HoldView of(
            Placed state, List<String> alike, @Nullable List<Followed> followed, Look look) {
        return of(state, state.ballot(), alike, followed, look);
    }

    private static HoldView of(
            Placed state,
            Ballot ballot,
            List<String> alike,
            @Nullable List<Followed> followed,
            Look look) {
        var placed = ballot.placed();
        return new HoldView(
                placed.hold().value(),
                name(state),
                Requester.of(placed.requester()),
                placed.target().value(),
                placed.session().value(),
                placed.command().value(),
                placed.digest().value(),
                placed.text(),
                placed.parameters(),
                placed.facts(),
                Plan.of(placed, look.by()),
                placed.revision().value(),
                placed.rules(),
                placed.reason(),
                placed.justification(),
                placed.tags(),
                placed.terms().mode().name().toLowerCase(Locale.ROOT),
                placed.terms().justificationRequired(),
                ballot.quorums().stream().flatMap(stage -> stage.parts().stream()).toList(),
                ballot.stage(),
                stages(ballot),
                ballot.votes().stream().map(CountedVote::of).toList(),
                ballot.number(),
                ballot.reminded(),
                ballot.standIns(),
                placed.expiresAt().minusSeconds(placed.terms().expiresAfterSeconds()),
                placed.expiresAt(),
                secondsLeft(state, look.at()),
                claimUntil(state),
                alike,
                followed,
                VoidReason.of(state, look.at()).orElse(null),
                ballot.judgement().map(LastJudgement::of).orElse(null),
                placed.terms().breakers(),
                Broken.of(ballot.broken()),
                afterReview(ballot));
    }

    private static @Nullable Instant claimUntil(Placed state) {
        return state instanceof Released released ? released.claimUntil() : null;
    }

    private static @Nullable String afterReview(Ballot ballot) {
        if (ballot.broken() == null) {
            return null;
        }
        return ballot.judgement().isPresent() ? "closed" : "open";
    }

    private static List<AskedStage> stages(Ballot ballot) {
        var order = ballot.placed().terms().order();
        var quorums = ballot.quorums();
        return IntStream.range(0, order.size())
                .mapToObj(i -> new AskedStage(order.get(i).from(), quorums.get(i).parts()))
                .toList();
    }

    private static String name(Placed state) {
        return switch (state) {
            case Open _ -> "open";
            case Released _ -> "released";
            case Claimed _ -> "claimed";
            case Refused _ -> "refused";
            case Expired _ -> "expired";
            case Withdrawn _ -> "withdrawn";
        };
    }

    private static long secondsLeft(Placed state, Instant now) {
        return switch (state) {
            case Open(var ballot) -> left(now, ballot.placed().expiresAt());
            case Released(_, var until) -> left(now, until);
            case Claimed _, Refused _, Expired _, Withdrawn _ -> 0;
        };
    }

    private static long left(Instant now, Instant end) {
        return Math.max(0, Duration.between(now, end).toSeconds());
    }
}
