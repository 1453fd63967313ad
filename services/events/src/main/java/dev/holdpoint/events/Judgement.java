package dev.holdpoint.events;

/** What is said of an approval afterwards. */
public enum Judgement {
    GOOD,
    BAD
}
