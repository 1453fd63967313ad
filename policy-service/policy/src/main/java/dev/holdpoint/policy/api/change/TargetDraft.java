package dev.holdpoint.policy.api.change;

import dev.holdpoint.policy.api.FunctionView;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A target to be registered, as the interface description has it; what it says is read as documents
 * are.
 *
 * @param secret a reference, never the credential itself; no answer has it
 */
@Schema(requiredProperties = {"protocol", "host", "port", "database", "username", "secret", "tls"})
record TargetDraft(
        String protocol,
        String host,
        int port,
        String database,
        String username,
        @Schema(writeOnly = true) String secret,
        String tls,
        @Nullable Map<String, String> labels,
        @Nullable List<FunctionView> functions) {}
