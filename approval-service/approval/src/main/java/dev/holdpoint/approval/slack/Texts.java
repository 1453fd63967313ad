package dev.holdpoint.approval.slack;

import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.richText;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.richTextPreformatted;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.RichTextSectionElement;
import java.util.List;

/**
 * Blocks of plain text alone: Slack makes no mention, link, emoji or format of what is in them,
 * whoever wrote it.
 */
final class Texts {
    /** Slack takes so many characters in a block of text. */
    static final int MOST = 3_000;

    private Texts() {}

    static PlainTextObject plain(String text) {
        return plainText(text, false);
    }

    static LayoutBlock paragraph(String text) {
        return section(block -> block.text(plain(VisibleText.cut(text, MOST - 40))));
    }

    static LayoutBlock small(String text) {
        return context(List.of(plain(VisibleText.cut(text, MOST - 40))));
    }

    /** As it is, in letters of equal width. */
    static LayoutBlock verbatim(String text) {
        var element = RichTextSectionElement.Text.builder().text(text).build();
        return richText(
                block ->
                        block.elements(
                                List.of(
                                        richTextPreformatted(
                                                lines -> lines.elements(List.of(element))))));
    }
}
