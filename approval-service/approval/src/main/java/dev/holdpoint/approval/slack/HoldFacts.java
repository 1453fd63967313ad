package dev.holdpoint.approval.slack;

import dev.holdpoint.approval.hold.Ballot;
import dev.holdpoint.approval.hold.HoldState.Claimed;
import dev.holdpoint.approval.hold.HoldState.Expired;
import dev.holdpoint.approval.hold.HoldState.Open;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.approval.hold.HoldState.Refused;
import dev.holdpoint.approval.hold.HoldState.Released;
import dev.holdpoint.approval.hold.HoldState.Withdrawn;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.PrincipalId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands below a command: who, where, why, and how far the votes are. */
final class HoldFacts {
    private static final int MOST = 300;
    private static final int MOST_VOTES = 20;

    private HoldFacts() {}

    /** Paragraphs, each of some lines. */
    static List<String> of(Placed state, Sight sight) {
        var placed = state.ballot().placed();
        var paragraphs = new ArrayList<String>();
        var warnings = warnings(placed, sight);
        if (!warnings.isEmpty()) {
            paragraphs.add(String.join("\n", warnings));
        }
        paragraphs.add(String.join("\n", facts(placed)));
        paragraphs.add(String.join("\n", progress(state)));
        return paragraphs;
    }

    private static List<String> warnings(HoldPlaced placed, Sight sight) {
        var lines = new ArrayList<String>();
        if (!sight.whole()) {
            lines.add(
                    "CUT: this is not all of the command. Here it can only be denied. To see all of"
                            + " it and to approve: ./holdpoint approvals show "
                            + placed.hold().value());
        }
        if (sight.foreign() > 0) {
            lines.add(
                    "%d characters are not ASCII; some may look like others."
                            .formatted(sight.foreign()));
        }
        return lines;
    }

    private static List<String> facts(HoldPlaced placed) {
        var facts = placed.facts();
        var lines = new ArrayList<String>();
        var requester = placed.requester();
        lines.add(
                line(
                        "From",
                        "%s, %s"
                                .formatted(
                                        requester.kind().name().toLowerCase(Locale.ROOT),
                                        name(requester.id()))));
        var human = requester.onBehalfOf();
        if (human != null) {
            lines.add(line("On behalf of", name(human)));
        }
        lines.add(line("Target", placed.target().value()));
        lines.add(
                line(
                        "Does",
                        words(
                                Stream.concat(
                                        facts.kinds().stream(),
                                        facts.effects().stream()
                                                .map(
                                                        effect ->
                                                                effect.name()
                                                                        .toLowerCase(
                                                                                Locale.ROOT))))));
        lines.add(line("Writes", words(facts.writes().stream())));
        lines.add(line("Reads", words(facts.reads().stream())));
        lines.addAll(PlanLines.of(placed));
        lines.add(line("Held by", words(placed.rules().stream())));
        lines.add(line("Because", placed.reason()));
        var justification = placed.justification();
        lines.add(line("They say", justification == null ? "nothing" : justification));
        return lines;
    }

    private static List<String> progress(Placed state) {
        var ballot = state.ballot();
        var lines = new ArrayList<String>();
        lines.add(line("State", standing(state)));
        var broken = ballot.broken();
        if (broken != null) {
            lines.add(line("Released alone by", name(broken.breaker())));
            lines.add(line("For the groups", words(broken.groups().stream())));
            lines.add(line("To be judged by somebody else; their reason", broken.reason()));
        }
        lines.add(line("Asked", asked(ballot)));
        ballot.votes().stream().limit(MOST_VOTES).map(HoldFacts::vote).forEach(lines::add);
        if (ballot.votes().size() > MOST_VOTES) {
            lines.add("and %d more votes".formatted(ballot.votes().size() - MOST_VOTES));
        }
        if (ballot.reminded()) {
            lines.add("Nobody decided for a while: this is a reminder.");
        }
        if (!ballot.standIns().isEmpty()) {
            lines.add(line("May stand in", words(ballot.standIns().stream())));
        }
        return lines;
    }

    private static String standing(Placed state) {
        return switch (state) {
            case Open(var ballot) -> "waits until " + ballot.placed().expiresAt();
            case Released(_, var until) -> "released, to be run before " + until;
            case Claimed _ -> "claimed: its command took the release";
            case Refused(_, var approver, var reason) ->
                    "denied by %s: %s".formatted(name(approver), reason);
            case Expired(_, var at, _) -> "over since " + at;
            case Withdrawn(_, var code, var reason) ->
                    "withdrawn, %s: %s".formatted(code.name(), reason);
        };
    }

    private static String asked(Ballot ballot) {
        var stages =
                ballot.quorums().stream()
                        .map(
                                quorum ->
                                        quorum.parts().stream()
                                                .map(
                                                        part ->
                                                                "%s %d of %d"
                                                                        .formatted(
                                                                                part.group(),
                                                                                part.given(),
                                                                                part.votes()))
                                                .collect(Collectors.joining(" and ")))
                        .toList();
        return stages.size() == 1
                ? stages.getFirst()
                : "stage %d of %d: %s"
                        .formatted(ballot.stage(), stages.size(), String.join(", then ", stages));
    }

    private static String vote(VoteCast vote) {
        var place = vote.inPlaceOf();
        var who =
                place == null
                        ? name(vote.approver())
                        : "%s in place of %s"
                                .formatted(name(vote.approver()), name(place.delegator()));
        return line(
                vote.vote().name().toLowerCase(Locale.ROOT),
                vote.reason().isEmpty() ? who : who + ": " + vote.reason());
    }

    private static String name(PrincipalId account) {
        return "%s (%s)".formatted(account.subject(), account.issuer());
    }

    private static String words(Stream<String> words) {
        return words(words.toList());
    }

    private static String words(Collection<String> words) {
        return words.isEmpty() ? "-" : String.join(", ", words);
    }

    private static String line(String name, String text) {
        return name + ": " + VisibleText.line(text, MOST);
    }
}
