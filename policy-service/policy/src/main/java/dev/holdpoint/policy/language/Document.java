package dev.holdpoint.policy.language;

/** One checked document. */
public sealed interface Document
        permits PolicyDocument, GrantDocument, RoleDocument, TargetDocument {
    /** Unique among the documents of its kind. */
    String name();

    Place place();
}
