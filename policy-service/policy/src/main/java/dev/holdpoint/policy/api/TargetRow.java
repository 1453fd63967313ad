package dev.holdpoint.policy.api;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.NullUnmarked;

/** A target that is registered now; its secret is not even in the table. */
@Entity
@Table(name = "targets")
@NullUnmarked
public class TargetRow extends PanacheEntityBase {
    @Id public String name;
    public String protocol;
    public String host;
    public int port;
    public String database;
    public String username;
    public String tls;
    public String labels;
    public String functions;
    public String origin;
    public long version;
}
