package dev.holdpoint.wasmsplit;

/** Where a branch goes: the end of a block, or the start of a loop; known by identity. */
final class Label {}
