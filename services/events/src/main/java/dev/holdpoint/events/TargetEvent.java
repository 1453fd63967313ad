package dev.holdpoint.events;

import java.util.List;
import java.util.Map;

/** The register of targets, written by policy-service. */
public sealed interface TargetEvent extends HoldpointEvent {
    TargetName target();

    /**
     * From here on there is such a target.
     *
     * @param origin {@code file} or {@code rest}: where alone it is changed and removed
     */
    record TargetRegistered(TargetName target, TargetSpec spec, String origin)
            implements TargetEvent {}

    record TargetChanged(TargetName target, TargetSpec spec) implements TargetEvent {}

    record TargetRemoved(TargetName target) implements TargetEvent {}

    /**
     * Where a target is and how the edge logs in.
     *
     * @param protocol {@code postgres}
     * @param tls {@code disable}, {@code require} or {@code verify-full}
     * @param secret a reference ({@code file:…} or {@code env:…}), never the credential itself
     * @param functions what is vouched for of the target's code
     */
    record TargetSpec(
            String protocol,
            String host,
            int port,
            String database,
            String username,
            String secret,
            String tls,
            Map<String, String> labels,
            List<VouchedFunction> functions) {
        public TargetSpec {
            labels = Map.copyOf(labels);
            functions = List.copyOf(functions);
        }
    }
}
