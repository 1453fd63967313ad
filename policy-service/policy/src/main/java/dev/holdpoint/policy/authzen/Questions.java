package dev.holdpoint.policy.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.service.Problem;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What policy is asked, from what an enforcement point asks. */
final class Questions {
    /** The label by which a target says as what type of resource others know it. */
    static final String TYPE_LABEL = "authzen-type";

    private static final int MAX_TAGS = 100;
    private static final String TARGET = "target";
    private static final String TABLE = "table";
    private static final Set<String> RESOURCE = Set.of(TARGET);
    private static final Set<String> CONTEXT =
            Set.of("justification", Replies.OBLIGATIONS_SUPPORTED);

    private final Map<TargetName, TargetSpec> targets;

    /**
     * @param targets those there are
     */
    Questions(Map<TargetName, TargetSpec> targets) {
        this.targets = targets;
    }

    DecisionQuery query(Principal who, Tuple tuple) {
        var subject = tuple.subject().orEmpty("properties");
        return new DecisionQuery(
                who,
                target(tuple.resource()),
                new SessionId("authzen"),
                new CommandId("authzen"),
                Commands.facts(tuple.action(), tuple.resource()),
                new SessionUse(
                        subject.optionalText("application_name").orElse(""),
                        subject.optionalText("ip_address").orElse(""),
                        0,
                        0,
                        0),
                tuple.context().optionalText("justification").orElse(null),
                tags(tuple),
                null);
    }

    /** Of a type that the target is not, a name that no target can have. */
    private TargetName target(Members resource) {
        var type = resource.text("type");
        var id = resource.text("id");
        if (type.equals(TABLE)) {
            return new TargetName(resource.object("properties").text(TARGET));
        }
        var name = new TargetName(id);
        var spec = targets.get(name);
        boolean fits =
                type.equals(TARGET) || spec != null && type.equals(spec.labels().get(TYPE_LABEL));
        return fits ? name : new TargetName(type + ":" + id);
    }

    /** Whatever the tuple says that nothing else is made of, if it is a single value. */
    private static Map<String, String> tags(Tuple tuple) {
        var tags = new TreeMap<String, String>();
        add(tags, "subject.", tuple.subject().orEmpty("properties"), Subjects.KNOWN);
        add(tags, "action.", tuple.action().orEmpty("properties"), Commands.FACTS);
        add(tags, "resource.", tuple.resource().orEmpty("properties"), RESOURCE);
        add(tags, "context.", tuple.context(), CONTEXT);
        if (tags.size() > MAX_TAGS) {
            throw new Problem(
                    400, "bad-request", "Send at most %d properties.".formatted(MAX_TAGS));
        }
        return tags;
    }

    private static void add(
            Map<String, String> tags, String prefix, Members from, Set<String> known) {
        for (Map.Entry<String, JsonNode> member : from.besides(known)) {
            if (member.getValue().isValueNode() && !member.getValue().isNull()) {
                tags.put(prefix + member.getKey(), member.getValue().asText());
            }
        }
    }
}
