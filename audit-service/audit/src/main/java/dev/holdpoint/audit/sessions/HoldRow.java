package dev.holdpoint.audit.sessions;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.jspecify.annotations.NullUnmarked;

/** A command's hold as {@link CommandsProjection} keeps it. */
@Entity(name = "AuditHold")
@Table(name = "command_holds")
@NullUnmarked
public class HoldRow extends PanacheEntityBase {
    @Id public String id;
    public String command;
    public String session;
    public String state;

    @Column(name = "placed_at")
    public OffsetDateTime placedAt;

    @Column(name = "expires_at")
    public OffsetDateTime expiresAt;

    @Column(name = "changed_at")
    public OffsetDateTime changedAt;

    @Column(name = "reminded_at")
    public OffsetDateTime remindedAt;

    @Column(name = "escalated_at")
    public OffsetDateTime escalatedAt;

    @Column(name = "stand_ins")
    public String standIns;
}
