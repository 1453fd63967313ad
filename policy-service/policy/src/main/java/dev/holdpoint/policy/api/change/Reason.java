package dev.holdpoint.policy.api.change;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why something is done; kept in the ledger. */
@Schema(requiredProperties = "reason")
record Reason(String reason) {}
