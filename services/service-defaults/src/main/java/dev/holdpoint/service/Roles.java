package dev.holdpoint.service;

/** Groups of an issuer that every service knows by name. */
public final class Roles {
    /** Governs policy, and may read everything. */
    public static final String SECURITY = "security";

    /** May read everything. */
    public static final String AUDITORS = "auditors";

    /** Answers for the databases: approves, and may read what was done there. */
    public static final String DBA = "dba";

    private Roles() {}
}
