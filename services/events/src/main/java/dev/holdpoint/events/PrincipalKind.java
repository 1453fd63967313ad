package dev.holdpoint.events;

/** What kind of actor a principal is. */
public enum PrincipalKind {
    HUMAN,
    AGENT,
    SERVICE
}
