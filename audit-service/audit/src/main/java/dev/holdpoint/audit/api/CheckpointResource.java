package dev.holdpoint.audit.api;

import dev.holdpoint.audit.store.LedgerReader;
import dev.holdpoint.audit.store.StoredCheckpoint;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * The newest checkpoint where C2SP tlog clients look for it: open to all, since it holds hashes and
 * a number, and witnesses carry no token.
 */
@Path("/ledger/checkpoint")
public class CheckpointResource {
    private final LedgerReader ledger;

    CheckpointResource(LedgerReader ledger) {
        this.ledger = ledger;
    }

    @GET
    @PermitAll
    @Produces(MediaType.TEXT_PLAIN + ";charset=UTF-8")
    public Uni<String> checkpoint() {
        return Ledgers.uni(Ledgers.newest(ledger)).map(StoredCheckpoint::note);
    }
}
