package dev.holdpoint.policy.language.clause;

import dev.holdpoint.events.HoldMode;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.Escalation;
import dev.holdpoint.events.HoldTerms.FollowUp;
import dev.holdpoint.events.HoldTerms.Stage;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.policy.language.Fields;
import dev.holdpoint.policy.language.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a rule's {@code approval}. */
public final class ApprovalReader {
    /** Its fields. */
    public static final List<String> FIELDS =
            List.of(
                    "from",
                    "stages",
                    "expires",
                    "justification",
                    "mode",
                    "wait",
                    "window",
                    "remind",
                    "escalate",
                    "breakGlass",
                    "inTransaction");

    private static final Pattern DURATION = Pattern.compile("(\\d{1,5})([smh])");
    private static final long MAX_SECONDS = Duration.ofDays(1).toSeconds();

    private ApprovalReader() {}

    /** Reads it. */
    public static HoldTerms read(Fields approval) {
        return terms(approval, QuorumReader.stages(approval));
    }

    private static HoldTerms terms(Fields approval, List<Stage> stages) {
        var mode =
                approval.optionalText("mode")
                        .map(text -> text.choice(HoldMode.class))
                        .orElse(HoldMode.WAIT);
        long expires = seconds(approval.text("expires"));
        return new HoldTerms(
                List.of(),
                expires,
                mode,
                approval.optionalText("justification").map(ApprovalReader::required).orElse(false),
                inTransaction(approval, expires),
                ticketAfter(approval, mode, expires),
                window(approval, mode),
                stages,
                followUp(approval, expires),
                breakGlass(approval));
    }

    private static @Nullable List<String> breakGlass(Fields approval) {
        if (!approval.has("breakGlass")) {
            return null;
        }
        var groups = names(approval, "breakGlass");
        if (groups.isEmpty()) {
            throw approval.wrong(
                    "breakGlass",
                    "Nobody may break the glass.",
                    "Write breakGlass: [ on-call ], names of groups, or leave it out.");
        }
        return groups;
    }

    private static List<String> names(Fields fields, String field) {
        return fields.texts(field).stream().map(Text::value).distinct().sorted().toList();
    }

    private static InTransaction inTransaction(Fields approval, long expires) {
        if (!approval.has("inTransaction")) {
            return new InTransaction.Deny();
        }
        return approval.word("inTransaction")
                .map(word -> inTransaction(word, expires))
                .orElseGet(() -> new InTransaction.Wait(waitInTransaction(approval)));
    }

    private static InTransaction inTransaction(Text word, long expires) {
        return switch (word.value()) {
            case "deny", "false" -> new InTransaction.Deny();
            case "true" -> new InTransaction.Wait(expires);
            default ->
                    throw word.wrong(
                            word.value() + " is not known here.",
                            "Use deny, true or { wait: 60s }.");
        };
    }

    private static long waitInTransaction(Fields approval) {
        return seconds(approval.child("inTransaction", List.of("wait")).text("wait"));
    }

    private static long ticketAfter(Fields approval, HoldMode mode, long expires) {
        var wait = ticketOnly(approval, mode, "wait");
        long seconds = wait.map(ApprovalReader::seconds).orElse(0L);
        if (seconds >= expires) {
            throw approval.wrong(
                    "wait",
                    "The client would wait until the hold has expired.",
                    "Give a wait that is shorter than expires.");
        }
        return seconds;
    }

    private static long window(Fields approval, HoldMode mode) {
        return ticketOnly(approval, mode, "window")
                .map(ApprovalReader::seconds)
                .orElse(HoldTerms.DEFAULT_WINDOW_SECONDS);
    }

    private static @Nullable FollowUp followUp(Fields approval, long expires) {
        var remind =
                approval.optionalText("remind").map(text -> before(text, expires)).orElse(null);
        var escalation =
                approval.optionalChild("escalate", List.of("after", "to"))
                        .map(escalate -> escalation(escalate, expires))
                        .orElse(null);
        return remind == null && escalation == null ? null : new FollowUp(remind, escalation);
    }

    private static Escalation escalation(Fields escalate, long expires) {
        var to = names(escalate, "to");
        if (to.isEmpty()) {
            throw escalate.wrong(
                    "to", "The escalation is to nobody.", "Write to: [ leads ], names of groups.");
        }
        return new Escalation(before(escalate.text("after"), expires), to);
    }

    private static long before(Text text, long expires) {
        long seconds = seconds(text);
        if (seconds >= expires) {
            throw text.wrong(
                    "The hold has expired by then.", "Give a time that is shorter than expires.");
        }
        return seconds;
    }

    private static Optional<Text> ticketOnly(Fields approval, HoldMode mode, String field) {
        if (approval.has(field) && mode != HoldMode.TICKET) {
            throw approval.wrong(
                    field, field + " belongs to tickets.", "Write mode: ticket, or leave it out.");
        }
        return approval.optionalText(field);
    }

    static long seconds(Text text) {
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

    /** Whether a justification is. */
    public static boolean required(Text text) {
        return switch (text.value()) {
            case "required" -> true;
            case "optional" -> false;
            default ->
                    throw text.wrong(
                            "justification is required or optional, not " + text.value() + ".",
                            "Use one of required, optional.");
        };
    }
}
