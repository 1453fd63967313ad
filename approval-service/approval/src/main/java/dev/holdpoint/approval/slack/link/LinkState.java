package dev.holdpoint.approval.slack.link;

import dev.holdpoint.events.PrincipalId;
import java.util.Optional;

/**
 * Whose one chat account is.
 *
 * @param account empty while it is nobody's
 * @param times how often it was linked
 */
public record LinkState(Optional<PrincipalId> account, int times) {}
