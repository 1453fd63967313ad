package dev.holdpoint.policy.api;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.jspecify.annotations.NullUnmarked;

/** A grant as it stands; lists and labels are JSON. */
@Entity
@Table(name = "grants")
@NullUnmarked
public class GrantRow extends PanacheEntityBase {
    @Id public String id;
    public String subjects;

    @Column(name = "member_of")
    public String groups;

    public String targets;
    public String labels;
    public String effects;
    public String owner;

    @Column(name = "expires_at")
    public OffsetDateTime expiresAt;

    @Column(name = "review_by")
    public OffsetDateTime reviewBy;

    public String origin;

    @Column(name = "given_role")
    public String role;

    @Column(name = "issued_by")
    public String issuedBy;

    public String state;

    @Column(name = "state_reason")
    public String stateReason;

    @Column(name = "changed_at")
    public OffsetDateTime changedAt;

    public long version;
    public String recipient;

    @Column(name = "recipient_for")
    public String recipientFor;
}
