package dev.holdpoint.approval.slack;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.element.BlockElements.button;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.util.json.GsonFactory;
import dev.holdpoint.approval.hold.HoldState.Claimed;
import dev.holdpoint.approval.hold.HoldState.Expired;
import dev.holdpoint.approval.hold.HoldState.Open;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.approval.hold.HoldState.Refused;
import dev.holdpoint.approval.hold.HoldState.Released;
import dev.holdpoint.approval.hold.HoldState.Withdrawn;
import dev.holdpoint.events.Sha256;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What a channel is shown of a hold as it stands; the same hold always gives the same message.
 *
 * @param fallback where blocks are not shown, as in notifications: nothing that anybody wrote
 */
record HoldMessage(String fallback, List<LayoutBlock> blocks) {
    static final String APPROVE = "hold-approve";
    static final String DENY = "hold-deny";

    HoldMessage {
        blocks = List.copyOf(blocks);
    }

    static HoldMessage of(Placed state) {
        var placed = state.ballot().placed();
        var sight = Sight.of(placed);
        var hold = placed.hold().value();
        var title = title(state);
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(header(block -> block.text(Texts.plain(title))));
        blocks.add(Texts.verbatim(sight.command()));
        if (!sight.parameters().isEmpty()) {
            blocks.add(Texts.verbatim(String.join("\n", sight.parameters())));
        }
        HoldFacts.of(state, sight).forEach(text -> blocks.add(Texts.paragraph(text)));
        if (state instanceof Open) {
            blocks.add(actions(buttons(state, sight)));
        }
        blocks.add(Texts.small("hold %s, digest %s".formatted(hold, placed.digest().value())));
        return new HoldMessage("%s: hold %s".formatted(title, hold), blocks);
    }

    /** A sentence for one member. */
    static HoldMessage saying(String text) {
        return new HoldMessage("Holdpoint", List.of(Texts.paragraph(text)));
    }

    private static String title(Placed state) {
        var release =
                state.ballot().broken() == null ? "Approved" : "Released by breaking the glass";
        return switch (state) {
            case Open _ -> "A command waits for approval";
            case Released _ -> release + ", not yet run";
            case Claimed _ -> release + " and run";
            case Refused _ -> "Denied";
            case Expired(_, _, var released) ->
                    released ? release + ", not run in time" : "Expired";
            case Withdrawn _ -> "Withdrawn";
        };
    }

    private static List<BlockElement> buttons(Placed state, Sight sight) {
        var value = value(state);
        var buttons = new ArrayList<BlockElement>();
        if (sight.whole()) {
            buttons.add(pressable(APPROVE, "Approve…", "primary", value));
        }
        buttons.add(pressable(DENY, "Deny…", "danger", value));
        return buttons;
    }

    private static ButtonElement pressable(
            String action, String label, String style, String value) {
        return button(
                element ->
                        element.actionId(action)
                                .text(Texts.plain(label))
                                .style(style)
                                .value(value));
    }

    /** Which hold, and which ballot whoever presses it saw. */
    private static String value(Placed state) {
        var ballot = state.ballot();
        return ballot.placed().hold().value() + ":" + ballot.number();
    }

    /** Tells one message from another. */
    String digest() {
        var json = GsonFactory.createSnakeCase().toJson(blocks);
        return HexFormat.of().formatHex(Sha256.start().digest(json.getBytes(UTF_8)));
    }
}
