package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.postgres.CancelKeys;
import dev.holdpoint.edge.postgres.EdgePorts;
import dev.holdpoint.edge.postgres.HomeContext;
import dev.holdpoint.edge.postgres.catalogue.TargetCatalog;
import dev.holdpoint.edge.postgres.inputs.SessionTrail;
import dev.holdpoint.edge.postgres.login.TargetConnection;
import dev.holdpoint.edge.postgres.login.TargetLogin;
import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.edge.session.SessionAttributes;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import java.time.InstantSource;
import java.util.Map;

/** Everything a session is made of once both legs are authenticated. */
public record SessionParts(
        Vertx vertx,
        HomeContext home,
        EdgePorts ports,
        SessionAttributes attributes,
        Admitted admitted,
        Map<String, String> startup,
        TargetLogin targets,
        CancelKeys cancelKeys,
        int cancelSecretBytes,
        NetSocket client,
        TargetConnection target,
        TargetCatalog catalog) {
    /** What is remembered of the session for policy, from its start on. */
    SessionTrail trail() {
        return new SessionTrail(
                attributes,
                InstantSource.system(),
                admitted.target(),
                startup,
                target.parameters());
    }
}
