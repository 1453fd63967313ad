package dev.holdpoint.policy.language;

/** A named reach that grants can give, as written in a file. */
public record RoleDocument(String name, Place place, Reach reach) implements Document {}
