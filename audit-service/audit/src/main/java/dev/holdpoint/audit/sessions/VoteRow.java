package dev.holdpoint.audit.sessions;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.jspecify.annotations.NullUnmarked;

/** A vote on a command's hold as {@link CommandsProjection} keeps it. */
@Entity(name = "AuditVote")
@Table(name = "command_votes")
@NullUnmarked
public class VoteRow extends PanacheEntityBase {
    @Id public String id;
    public String hold;
    public String issuer;
    public String subject;
    public String vote;
    public String reason;

    @Column(name = "voted_at")
    public OffsetDateTime votedAt;

    @Column(name = "delegator_issuer")
    public String delegatorIssuer;

    @Column(name = "delegator_subject")
    public String delegatorSubject;
}
