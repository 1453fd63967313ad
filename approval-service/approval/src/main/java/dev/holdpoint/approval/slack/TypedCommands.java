package dev.holdpoint.approval.slack;

import static java.lang.System.Logger.Level.WARNING;

import dev.holdpoint.approval.slack.link.LinkDesk;
import dev.holdpoint.approval.slack.link.LinkRefused;
import dev.holdpoint.events.ChatMember;
import dev.holdpoint.events.PrincipalId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;

/** What {@code /holdpoint} does: it links the Slack account of who types it, and ends the link. */
final class TypedCommands {
    private static final System.Logger LOG = System.getLogger(TypedCommands.class.getName());
    private static final String CHOICES =
            "/holdpoint link CODE, with a code from POST /api/v1/slack/links; /holdpoint unlink";

    private final LinkDesk links;
    private final InstantSource clock = InstantSource.system();

    TypedCommands(LinkDesk links) {
        this.links = links;
    }

    /** The answer, which only who typed it sees. */
    Future<String> answer(ChatMember member, String text) {
        var words = text.strip().split("\\s+", 2);
        if (words[0].equals("link") && words.length == 2) {
            return said(
                    links.link(member, words[1], clock.instant()), "From now on you vote here as ");
        }
        return words[0].equals("unlink") && words.length == 1
                ? said(links.unlink(member), "From now on you do not vote here as ")
                : Future.succeededFuture(ephemeral(CHOICES));
    }

    private static Future<String> said(Future<PrincipalId> account, String sentence) {
        return account.map(owner -> sentence + owner.subject() + " of " + owner.issuer() + ".")
                .otherwise(TypedCommands::reason)
                .map(TypedCommands::ephemeral);
    }

    private static String reason(Throwable failure) {
        if (failure instanceof LinkRefused refused) {
            return refused.reason();
        }
        LOG.log(WARNING, "Slack account not linked or unlinked: cause={0}", failure);
        return "That did not work here. Nothing was changed for sure.";
    }

    /** As plain text; of a subject no mention or link is made. */
    static String ephemeral(String text) {
        return new JsonObject()
                .put("response_type", "ephemeral")
                .put("text", escaped(VisibleText.line(text, 1_000)))
                .put("mrkdwn", false)
                .encode();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
