package dev.holdpoint.approval.slack.link;

import dev.holdpoint.eventlog.projection.Change;
import dev.holdpoint.eventlog.projection.Projection;
import dev.holdpoint.events.ChatEvent;
import dev.holdpoint.events.ChatEvent.ChatLinked;
import dev.holdpoint.events.ChatEvent.ChatUnlinked;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventFamily;
import java.util.List;
import java.util.Set;

/** The links between chat accounts and accounts that are in force. */
public final class LinksProjection implements Projection {
    @Override
    public String name() {
        return "chat-links.v1";
    }

    @Override
    public Set<EventFamily> families() {
        return Set.of(EventFamily.APPROVALS);
    }

    @Override
    public List<String> tables() {
        return List.of("chat_links");
    }

    @Override
    public List<String> ddl() {
        return List.of(
                """
                CREATE TABLE chat_links (
                    service text NOT NULL,
                    workspace text NOT NULL,
                    member text NOT NULL,
                    issuer text NOT NULL,
                    subject text NOT NULL,
                    linked_at timestamptz NOT NULL,
                    PRIMARY KEY (service, workspace, member))
                """,
                "CREATE INDEX ON chat_links (subject, issuer)");
    }

    @Override
    public List<Change> apply(Envelope<?> envelope) {
        return envelope.event() instanceof ChatEvent event
                ? List.of(change(envelope, event))
                : List.of();
    }

    private static Change change(Envelope<?> envelope, ChatEvent event) {
        var member = event.member();
        return switch (event) {
            case ChatLinked(_, var account) ->
                    Change.of(
                            "INSERT INTO chat_links VALUES ($1, $2, $3, $4, $5, $6)",
                            member.service(),
                            member.workspace(),
                            member.member(),
                            account.issuer(),
                            account.subject(),
                            envelope.time());
            case ChatUnlinked _ ->
                    Change.of(
                            """
                            DELETE FROM chat_links
                            WHERE service = $1 AND workspace = $2 AND member = $3
                            """,
                            member.service(),
                            member.workspace(),
                            member.member());
        };
    }
}
