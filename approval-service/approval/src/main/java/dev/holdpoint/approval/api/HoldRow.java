package dev.holdpoint.approval.api;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;

/** A hold as the read model has it. */
@Entity
@Table(name = "holds")
@NullUnmarked
public class HoldRow extends PanacheEntityBase {
    @Id public String hold;
    public String state;

    @Column(name = "requester_issuer")
    public String requesterIssuer;

    @Column(name = "requester_subject")
    public String requesterSubject;

    @Column(name = "human_issuer")
    public String humanIssuer;

    @Column(name = "human_subject")
    public String humanSubject;

    public String target;
    public String fingerprint;
    public String history;
    public String alike;

    @Column(name = "after_review")
    public String afterReview;

    boolean isOpen() {
        return "open".equals(state);
    }
}
