package dev.holdpoint.policy.api.change;

import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a grant is narrowed to; what is left out stays as it is. */
@Schema(requiredProperties = "reason")
record GrantLess(
        @Nullable List<String> subjects,
        @Nullable List<String> groups,
        @Nullable TargetSelection targets,
        @Nullable List<String> effects,
        @Nullable OffsetDateTime expiresAt,
        @Nullable OffsetDateTime reviewBy,
        String reason) {}
