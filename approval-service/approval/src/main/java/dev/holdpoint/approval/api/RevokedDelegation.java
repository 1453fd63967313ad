package dev.holdpoint.approval.api;

import org.jspecify.annotations.Nullable;

/**
 * What somebody sends who ends a delegation.
 *
 * @param reason at most 2,000 characters
 */
public record RevokedDelegation(@Nullable String reason) {}
