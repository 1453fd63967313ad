package dev.holdpoint.policy.api.change;

import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Until when a grant may stay before it is looked at again, and why. */
@Schema(requiredProperties = {"reviewBy", "reason"})
record GrantReview(OffsetDateTime reviewBy, String reason) {}
