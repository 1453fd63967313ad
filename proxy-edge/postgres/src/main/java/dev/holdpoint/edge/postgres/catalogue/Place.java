package dev.holdpoint.edge.postgres.catalogue;

import dev.holdpoint.edge.session.Admission.Admitted;

/** A database as an account sees it. */
public record Place(String host, int port, String database, String tls, String account) {
    /** Where a session's target is, and as whom it is seen. */
    public static Place of(Admitted admitted) {
        var target = admitted.target();
        return new Place(
                target.host(),
                target.port(),
                target.database(),
                target.tls(),
                admitted.credential().username());
    }
}
