package dev.holdpoint.approval.api.slack;

import dev.holdpoint.approval.api.Answers;
import dev.holdpoint.approval.api.TokenAge;
import dev.holdpoint.approval.hold.People;
import dev.holdpoint.approval.inbox.Memberships;
import dev.holdpoint.approval.slack.SlackLine;
import dev.holdpoint.approval.slack.link.LinkBook;
import dev.holdpoint.approval.slack.link.LinkCodes;
import dev.holdpoint.approval.slack.link.LinkDesk;
import dev.holdpoint.approval.slack.link.LinkRefused;
import dev.holdpoint.events.ChatMember;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.service.CurrentPrincipal;
import dev.holdpoint.service.Problem;
import dev.holdpoint.service.Roles;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** Links between callers and their Slack accounts. */
@Path("/api/v1/slack/links")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class SlackLinkResource {
    private static final String SLACK = "slack";
    private static final int MOST = 500;

    private final LinkDesk desk;
    private final LinkBook book;
    private final LinkCodes codes;
    private final Memberships memberships;
    private final SlackLine line;
    private final Answers answers;
    private final CurrentPrincipal caller;
    private final InstantSource clock = InstantSource.system();

    SlackLinkResource(
            LinkDesk desk,
            LinkBook book,
            LinkCodes codes,
            Memberships memberships,
            SlackLine line,
            Answers answers,
            CurrentPrincipal caller) {
        this.desk = desk;
        this.book = book;
        this.codes = codes;
        this.memberships = memberships;
        this.line = line;
        this.answers = answers;
        this.caller = caller;
    }

    /** A link that is in force. */
    public record Link(String team, String member, PrincipalId account, Instant linkedAt) {}

    /** Some of them. */
    public record Links(List<Link> items) {}

    /**
     * What to type in Slack.
     *
     * @param say all of it
     */
    public record Code(String code, String say, Instant goodUntil) {}

    /** A code for the caller, which is good once; instead of the one they had. */
    @POST
    @ResponseStatus(201)
    public Uni<Code> ask() {
        line.problem()
                .ifPresent(
                        problem -> {
                            throw new Problem(503, "slack-off", problem);
                        });
        var who = caller.get();
        var statedAt = caller.issuedAt();
        TokenAge.require(memberships, statedAt);
        if (!People.isPerson(who)) {
            throw new Problem(403, "not-a-person", "Only people vote, and only in person.");
        }
        var now = clock.instant();
        return answers.aside(
                        () ->
                                memberships
                                        .note(who, statedAt)
                                        .compose(_ -> codes.give(who.id(), now)))
                .map(
                        code ->
                                new Code(
                                        code,
                                        "/holdpoint link " + code,
                                        now.plus(LinkCodes.GOOD_FOR)));
    }

    /** The caller's; everybody's, the newest first, for who governs or audits. */
    @GET
    public Uni<Links> list() {
        var who = caller.get().id();
        boolean everybodys = caller.isInAny(Set.of(Roles.SECURITY, Roles.AUDITORS));
        return answers.aside(() -> everybodys ? book.all(MOST) : book.lines(who))
                .map(lines -> new Links(lines.stream().map(SlackLinkResource::link).toList()));
    }

    private static Link link(LinkBook.Line line) {
        var member = line.member();
        return new Link(member.workspace(), member.member(), line.account(), line.linkedAt());
    }

    /** Ends one; who has it and security may. */
    @POST
    @Path("/{team}/{member}/unlink")
    @ResponseStatus(204)
    public Uni<Void> unlink(@RestPath String team, @RestPath String member) {
        var who = caller.get().id();
        boolean governs = caller.isInAny(Set.of(Roles.SECURITY));
        return answers.aside(
                        () ->
                                desk.unlink(new ChatMember(SLACK, team, member), who, governs)
                                        .recover(SlackLinkResource::told))
                .replaceWithVoid();
    }

    private static <T> Future<T> told(Throwable failure) {
        return Future.failedFuture(
                failure instanceof LinkRefused refused
                        ? new Problem(404, refused.code(), refused.reason())
                        : failure);
    }
}
