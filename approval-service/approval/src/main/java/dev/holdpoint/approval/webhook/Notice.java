package dev.holdpoint.approval.webhook;

/**
 * One change of a hold or of a request for access on its way to one endpoint.
 *
 * @param number in the outbox
 * @param id of the event: the same at every attempt
 * @param attempts made so far
 */
record Notice(long number, String id, String body, int attempts) {}
