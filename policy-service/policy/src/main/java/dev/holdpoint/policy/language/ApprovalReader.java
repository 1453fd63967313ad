package dev.holdpoint.policy.language;

import dev.holdpoint.events.HoldMode;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a rule's {@code approval}. */
final class ApprovalReader {
    static final List<String> FIELDS =
            List.of("from", "expires", "justification", "mode", "inTransaction");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,5})([smh])");
    private static final int MAX_VOTES = 20;
    private static final long MAX_SECONDS = Duration.ofDays(1).toSeconds();

    private ApprovalReader() {}

    static HoldTerms read(Fields approval) {
        var quorum =
                approval.children("from", List.of("group", "votes")).stream()
                        .map(ApprovalReader::part)
                        .toList();
        if (quorum.isEmpty()) {
            throw approval.wrong(
                    "from",
                    "Nobody may release this hold.",
                    "Write from: [ { group: dba, votes: 1 } ].");
        }
        return new HoldTerms(
                quorum,
                seconds(approval.text("expires")),
                approval.optionalText("mode").map(ApprovalReader::mode).orElse(HoldMode.WAIT),
                approval.optionalText("justification").map(ApprovalReader::required).orElse(false),
                approval.optionalText("inTransaction").map(Text::flag).orElse(false));
    }

    private static QuorumPart part(Fields part) {
        Optional<Text> votes = part.optionalText("votes");
        return new QuorumPart(
                part.text("group").value(), votes.map(v -> v.number(1, MAX_VOTES)).orElse(1));
    }

    private static long seconds(Text text) {
        var duration = DURATION.matcher(text.value());
        if (duration.matches()) {
            long count = Long.parseLong(duration.group(1));
            long seconds =
                    switch (duration.group(2)) {
                        case "s" -> count;
                        case "m" -> count * 60;
                        default -> count * 3600;
                    };
            if (seconds >= 1 && seconds <= MAX_SECONDS) {
                return seconds;
            }
        }
        throw text.wrong(
                text.value() + " is not a duration from 1s to 24h.", "Write 90s, 15m or 2h.");
    }

    private static boolean required(Text text) {
        return switch (text.value()) {
            case "required" -> true;
            case "optional" -> false;
            default ->
                    throw text.wrong(
                            "justification is required or optional, not " + text.value() + ".",
                            "Use one of required, optional.");
        };
    }

    private static HoldMode mode(Text text) {
        if (text.value().equals("ticket")) {
            throw text.wrong("mode ticket is not available yet.", "Use mode: wait.");
        }
        return text.choice(HoldMode.class);
    }
}
