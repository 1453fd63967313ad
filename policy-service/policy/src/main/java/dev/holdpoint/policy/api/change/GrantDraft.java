package dev.holdpoint.policy.api.change;

import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A grant to be issued, as the interface description has it; what it says is read as documents are.
 */
@Schema(requiredProperties = {"targets", "effects", "owner", "reason"})
record GrantDraft(
        @Nullable String id,
        @Nullable List<String> subjects,
        @Nullable List<String> groups,
        TargetSelection targets,
        List<String> effects,
        String owner,
        @Nullable OffsetDateTime expiresAt,
        @Nullable OffsetDateTime reviewBy,
        String reason) {}
