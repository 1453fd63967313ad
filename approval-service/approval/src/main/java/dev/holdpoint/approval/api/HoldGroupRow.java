package dev.holdpoint.approval.api;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;

/** A group whose members may vote on a hold. */
@Entity
@Table(name = "hold_groups")
@IdClass(HoldGroupRow.Key.class)
@NullUnmarked
public class HoldGroupRow extends PanacheEntityBase {
    @Id public String hold;

    @Id
    @Column(name = "grp")
    public String group;

    /** Hold and group. */
    public record Key(String hold, String group) {}
}
