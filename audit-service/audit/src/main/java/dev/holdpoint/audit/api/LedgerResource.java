package dev.holdpoint.audit.api;

import dev.holdpoint.audit.store.LedgerReader;
import dev.holdpoint.audit.store.StoredCheckpoint;
import dev.holdpoint.service.Problem;
import dev.holdpoint.service.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The ledger: checkpoint, entries, proofs and the export for offline verification. */
@Path("/api/v1/ledger")
public class LedgerResource {

    private final LedgerReader ledger;
    private final Proofs proofs;

    LedgerResource(LedgerReader ledger, Proofs proofs) {
        this.ledger = ledger;
        this.proofs = proofs;
    }

    @GET
    @Path("checkpoint")
    @RolesAllowed({Roles.SECURITY, Roles.AUDITORS, Roles.DBA})
    @Produces(MediaType.TEXT_PLAIN + ";charset=UTF-8")
    public Uni<String> checkpoint() {
        return Ledgers.uni(Ledgers.newest(ledger)).map(StoredCheckpoint::note);
    }

    /** Entries from an index on; {@code next} is the index to go on from. */
    @GET
    @Path("entries")
    @RolesAllowed({Roles.SECURITY, Roles.AUDITORS, Roles.DBA})
    public Uni<Page<EntryView>> entries(
            @RestQuery @DefaultValue("0") long from, @RestQuery @DefaultValue("50") int limit) {
        int size = Page.limit(limit);
        return Ledgers.uni(ledger.entries(from, Long.MAX_VALUE, size + 1))
                .map(
                        rows ->
                                Page.of(
                                        rows,
                                        size,
                                        EntryView::of,
                                        last -> Long.toString(last.index() + 1)));
    }

    @GET
    @Path("entries/{index}/proof")
    @RolesAllowed({Roles.SECURITY, Roles.AUDITORS, Roles.DBA})
    public Uni<Proofs.InclusionView> proof(
            @PathParam("index") long index, @RestQuery @Nullable Long size) {
        return proofs.inclusion(index, size);
    }

    /** The proof of the first entry that holds an event. */
    @GET
    @Path("proofs/{eventId}")
    @RolesAllowed({Roles.SECURITY, Roles.AUDITORS, Roles.DBA})
    public Uni<Proofs.InclusionView> proofOf(
            @PathParam("eventId") String eventId, @RestQuery @Nullable Long size) {
        return Ledgers.uni(ledger.indexOf(eventId))
                .map(
                        found ->
                                found.orElseThrow(
                                        () ->
                                                new Problem(
                                                        404,
                                                        "no-entry",
                                                        "No entry holds event " + eventId)))
                .chain(index -> proofs.inclusion(index, size));
    }

    @GET
    @Path("consistency")
    @RolesAllowed({Roles.SECURITY, Roles.AUDITORS, Roles.DBA})
    public Uni<Proofs.ConsistencyView> consistency(@RestQuery long from, @RestQuery long to) {
        return proofs.consistency(from, to);
    }

    /** Everything up to the newest checkpoint, as {@code dev.holdpoint.ledger.export} reads it. */
    @GET
    @Path("export")
    @RolesAllowed({Roles.SECURITY, Roles.AUDITORS})
    @Produces("application/zip")
    @RunOnVirtualThread
    public Response export() {
        var newest = Ledgers.uni(Ledgers.newest(ledger)).await().indefinitely();
        StreamingOutput archive = out -> new LedgerExport(ledger).write(newest, out);
        return Response.ok(archive, "application/zip")
                .header("Content-Disposition", "attachment; filename=\"ledger-export.zip\"")
                .build();
    }
}
