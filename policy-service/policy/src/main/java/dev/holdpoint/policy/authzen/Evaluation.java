package dev.holdpoint.policy.authzen;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of a request, for those who read the interface description; it is read member by member,
 * because members that are not known must be let be.
 *
 * @param evaluations of several: each has what differs from the rest of the request
 */
record Evaluation(
        Entity subject,
        Action action,
        Entity resource,
        @Nullable Map<String, Object> context,
        @Nullable List<Map<String, Object>> evaluations,
        @Nullable Map<String, String> options) {
    /** A subject or a resource. */
    record Entity(String type, String id, @Nullable Map<String, Object> properties) {}

    /** What is to be done. */
    record Action(String name, @Nullable Map<String, Object> properties) {}
}
