package dev.holdpoint.review.api;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.jspecify.annotations.NullUnmarked;

/** What one principal asked of one target with one effect. */
@Entity
@Table(name = "entitlement_use")
@NullUnmarked
public class EntitlementRow extends PanacheEntityBase {
    /** Everything that tells entries apart, in listing order. */
    @Id public String entry;

    public String issuer;
    public String subject;
    public String kind;

    @Column(name = "human_issuer")
    public String humanIssuer;

    @Column(name = "human_subject")
    public String humanSubject;

    public String target;
    public String effect;
    public long decided;
    public long allowed;
    public long denied;
    public long held;

    @Column(name = "first_decided")
    public OffsetDateTime firstDecided;

    @Column(name = "last_decided")
    public OffsetDateTime lastDecided;

    @Column(name = "first_used")
    public OffsetDateTime firstUsed;

    @Column(name = "last_used")
    public OffsetDateTime lastUsed;
}
