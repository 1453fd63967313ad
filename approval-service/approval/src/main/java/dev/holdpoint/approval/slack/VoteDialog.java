package dev.holdpoint.approval.slack;

import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.view.Views.view;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import dev.holdpoint.approval.slack.SlackRequest.Choice;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import java.util.List;

/** The dialog that asks for the reason of a vote; nothing counts before it is sent. */
final class VoteDialog {
    static final String CALLBACK = "hold-vote";
    static final String REASON = "reason";

    private static final int MOST = 2_000;

    private VoteDialog() {}

    static View of(Choice choice, HoldPlaced placed) {
        var word = choice.approves() ? "Approve" : "Deny";
        return view(
                view ->
                        view.type("modal")
                                .callbackId(CALLBACK)
                                .privateMetadata(choice.encode())
                                .title(viewTitle(title -> title.type("plain_text").text(word)))
                                .submit(viewSubmit(submit -> submit.type("plain_text").text(word)))
                                .close(viewClose(close -> close.type("plain_text").text("Back")))
                                .blocks(
                                        List.of(
                                                Texts.paragraph(question(word, placed)),
                                                reason(placed.terms().justificationRequired()))));
    }

    private static String question(String word, HoldPlaced placed) {
        return "%s hold %s at %s, asked for by %s?"
                .formatted(
                        word,
                        placed.hold().value(),
                        VisibleText.line(placed.target().value(), 100),
                        VisibleText.line(placed.requester().id().toString(), 300));
    }

    private static LayoutBlock reason(boolean required) {
        return input(
                block ->
                        block.blockId(REASON)
                                .optional(!required)
                                .label(Texts.plain("Reason"))
                                .element(
                                        plainTextInput(
                                                text ->
                                                        text.actionId(REASON)
                                                                .multiline(true)
                                                                .maxLength(MOST))));
    }
}
