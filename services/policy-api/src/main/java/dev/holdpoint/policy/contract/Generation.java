package dev.holdpoint.policy.contract;

import dev.holdpoint.events.RevisionId;

/**
 * What a policy service decides by.
 *
 * @param number grows with every change of revision, target or grant
 */
public record Generation(RevisionId revision, long number) {}
