package dev.holdpoint.audit.sessions;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.jspecify.annotations.NullUnmarked;

/** A command as {@link CommandsProjection} keeps it; lists are JSON. */
@Entity
@Table(name = "commands")
@NullUnmarked
public class CommandRow extends PanacheEntityBase {
    @Id public String id;
    public String session;
    public long sequence;
    public String statement;
    public String parameters;
    public String kinds;
    public String effects;
    public String statements;
    public String digest;
    public String decision;
    public String reason;
    public String rules;
    public String revision;
    public String hold;
    public String approval;

    @Column(name = "refusal_code")
    public String refusalCode;

    @Column(name = "refusal_reason")
    public String refusalReason;

    public String outcome;

    @Column(name = "result_rows")
    public Long resultRows;

    @Column(name = "masked_columns")
    public String maskedColumns;

    public String masks;

    @Column(name = "error_code")
    public String errorCode;

    @Column(name = "recorded_chunks")
    public Long recordedChunks;

    @Column(name = "recorded_bytes")
    public Long recordedBytes;

    @Column(name = "recorded_digest")
    public String recordedDigest;

    @Column(name = "recorded_at")
    public OffsetDateTime recordedAt;

    @Column(name = "received_at")
    public OffsetDateTime receivedAt;

    @Column(name = "decided_at")
    public OffsetDateTime decidedAt;

    @Column(name = "ended_at")
    public OffsetDateTime endedAt;
}
