package dev.holdpoint.policy.api;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.jspecify.annotations.NullUnmarked;

/** One document of one revision. */
@Entity
@Table(name = "policies")
@NullUnmarked
public class PolicyRow extends PanacheEntityBase {
    /** Revision and file, a space between: unique, and in order of revision. */
    @Id public String id;

    public String revision;
    public String file;
    public String yaml;
    public String state;

    @Column(name = "published_at")
    public OffsetDateTime publishedAt;

    @Column(name = "changed_at")
    public OffsetDateTime changedAt;
}
