package dev.holdpoint.audit.sessions;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.jspecify.annotations.NullUnmarked;

/** A session as {@link SessionsProjection} keeps it. */
@Entity
@Table(name = "sessions")
@NullUnmarked
public class SessionRow extends PanacheEntityBase {
    @Id public String id;
    public String state;
    public String issuer;
    public String subject;
    public String name;
    public String kind;

    @Column(name = "behalf_issuer")
    public String behalfIssuer;

    @Column(name = "behalf_subject")
    public String behalfSubject;

    public String target;
    public String protocol;
    public String edge;

    @Column(name = "client_address")
    public String clientAddress;

    @Column(name = "client_application")
    public String clientApplication;

    @Column(name = "opened_at")
    public OffsetDateTime openedAt;

    @Column(name = "closed_at")
    public OffsetDateTime closedAt;

    public String ended;
    public long commands;

    @Column(name = "refusal_code")
    public String refusalCode;

    @Column(name = "refusal_reason")
    public String refusalReason;
}
