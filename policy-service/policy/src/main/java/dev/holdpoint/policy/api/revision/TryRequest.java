package dev.holdpoint.policy.api.revision;

import org.jspecify.annotations.Nullable;

/**
 * Which revision is to be tried.
 *
 * @param revision one that was published; null for none
 */
public record TryRequest(@Nullable String revision) {}
