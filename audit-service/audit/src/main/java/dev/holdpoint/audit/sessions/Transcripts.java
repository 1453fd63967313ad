package dev.holdpoint.audit.sessions;

import dev.holdpoint.events.PrincipalId;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.jspecify.annotations.Nullable;

/** Reads sessions and their commands. */
@Singleton
@WithSession("audit")
@Timeout(3_000)
@CircuitBreaker(requestVolumeThreshold = 20, delay = 2_000)
public class Transcripts {
    /**
     * Which sessions.
     *
     * @param visibleTo only those of this principal and of agents acting for it; null for all
     * @param principal only those of this subject; null for all
     * @param before only those older than this session; null for all
     */
    public record Filter(
            @Nullable PrincipalId visibleTo,
            @Nullable String principal,
            @Nullable String target,
            @Nullable String before) {}

    /** A command with its hold, if it has one, and the votes on that. */
    public record Line(CommandRow command, @Nullable HoldRow hold, List<VoteRow> votes) {}

    /** The newest sessions that pass the filter. */
    public Uni<List<SessionRow>> sessions(Filter filter, int limit) {
        var query = new StringBuilder("1 = 1");
        var parameters = new Parameters();
        if (filter.principal() != null) {
            query.append(" and subject = :principal");
            parameters.and("principal", filter.principal());
        }
        if (filter.target() != null) {
            query.append(" and target = :target");
            parameters.and("target", filter.target());
        }
        if (filter.before() != null) {
            query.append(" and id < :before");
            parameters.and("before", filter.before());
        }
        if (filter.visibleTo() != null) {
            query.append(" and (issuer = :issuer and subject = :subject")
                    .append(" or behalfIssuer = :issuer and behalfSubject = :subject)");
            parameters.and("issuer", filter.visibleTo().issuer());
            parameters.and("subject", filter.visibleTo().subject());
        }
        query.append(" order by id desc");
        return SessionRow.<SessionRow>find(query.toString(), parameters).range(0, limit - 1).list();
    }

    /** One session; null if there is none of that id. */
    public Uni<@Nullable SessionRow> session(String id) {
        return SessionRow.findById(id);
    }

    /** One command of a session; null if it has none of that id. */
    public Uni<@Nullable CommandRow> command(String session, String id) {
        return CommandRow.<CommandRow>find("id = ?1 and session = ?2", id, session).firstResult();
    }

    /** A session's commands in order, after the given number in its stream. */
    public Uni<List<Line>> lines(String session, long after, int limit) {
        return CommandRow.<CommandRow>find(
                        "session = ?1 and sequence > ?2 order by sequence", session, after)
                .range(0, limit - 1)
                .list()
                .chain(this::withHolds);
    }

    private Uni<List<Line>> withHolds(List<CommandRow> commands) {
        var ids = commands.stream().map(row -> row.hold).filter(Objects::nonNull).toList();
        return HoldRow.<HoldRow>list("id in ?1", ids)
                .chain(
                        holds ->
                                VoteRow.<VoteRow>list("hold in ?1 order by votedAt, id", ids)
                                        .map(votes -> join(commands, holds, votes)));
    }

    private static List<Line> join(
            List<CommandRow> commands, List<HoldRow> holds, List<VoteRow> votes) {
        return commands.stream()
                .map(
                        command ->
                                new Line(
                                        command,
                                        holds.stream()
                                                .filter(hold -> hold.id.equals(command.hold))
                                                .findFirst()
                                                .orElse(null),
                                        votes.stream()
                                                .filter(vote -> vote.hold.equals(command.hold))
                                                .toList()))
                .toList();
    }
}
