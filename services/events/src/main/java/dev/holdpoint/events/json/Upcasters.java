package dev.holdpoint.events.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.GrantEvent.GrantIssued;
import dev.holdpoint.events.GrantEvent.GrantNarrowed;
import dev.holdpoint.events.GrantEvent.GrantRevoked;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.events.PolicyEvent.PolicyActivated;
import dev.holdpoint.events.PolicyEvent.PolicyPublished;
import dev.holdpoint.events.TargetEvent.TargetChanged;
import dev.holdpoint.events.TargetEvent.TargetRegistered;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lifts events as they were once written to what they are now. */
final class Upcasters {
    /**
     * A type as it once was.
     *
     * @param type what it is today
     * @param lift completes its JSON in place
     */
    record Old(Class<? extends HoldpointEvent> type, int version, Consumer<ObjectNode> lift) {}

    private static final List<Old> OLD =
            List.of(
                    new Old(CommandDecided.class, 1, Upcasters::commandDecided),
                    new Old(CommandDecided.class, 2, _ -> {}),
                    new Old(CommandDecided.class, 3, _ -> {}),
                    new Old(CommandDecided.class, 4, _ -> {}),
                    new Old(CommandCompleted.class, 1, Upcasters::commandCompleted),
                    new Old(HoldPlaced.class, 1, Upcasters::holdPlaced),
                    new Old(HoldPlaced.class, 2, _ -> {}),
                    new Old(HoldClaimed.class, 1, _ -> {}),
                    new Old(PolicyPublished.class, 1, event -> event.put("origin", Origin.FILE)),
                    new Old(PolicyActivated.class, 1, event -> event.put("number", 0)),
                    new Old(TargetRegistered.class, 1, Upcasters::targetRegistered),
                    new Old(TargetRegistered.class, 2, Upcasters::targetOfFile),
                    new Old(TargetChanged.class, 1, Upcasters::target),
                    new Old(GrantIssued.class, 1, _ -> {}),
                    new Old(GrantNarrowed.class, 1, _ -> {}),
                    new Old(GrantRevoked.class, 1, Upcasters::grantRevoked));
    private static final Map<Class<?>, Integer> VERSIONS =
            OLD.stream().collect(Collectors.toMap(Old::type, old -> old.version() + 1, Math::max));
    private static final Map<String, Old> BY_NAME =
            OLD.stream()
                    .collect(
                            Collectors.toMap(
                                    old -> EventType.name(old.type(), old.version()),
                                    Function.identity()));

    private Upcasters() {}

    /** The number under which {@code type} is written today. */
    static int version(Class<? extends HoldpointEvent> type) {
        return VERSIONS.getOrDefault(type, 1);
    }

    /** Every type name that is read but no longer written. */
    static Map<String, Old> all() {
        return BY_NAME;
    }

    static Old of(String name) {
        var old = BY_NAME.get(name);
        if (old == null) {
            throw new UnreadableEvent("unknown event type " + name, null);
        }
        return old;
    }

    private static void commandDecided(ObjectNode event) {
        facts(event);
        event.putObject("tags");
        event.putObject("use")
                .put("applicationName", "")
                .put("clientAddress", "")
                .put("commandsLastMinute", 0)
                .put("rowsReturned", 0)
                .put("rowsWritten", 0);
        terms(event.path("decision"));
    }

    private static void commandCompleted(ObjectNode event) {
        var masks = event.putArray("masks");
        for (var column : event.path("maskedColumns")) {
            masks.addObject().put("column", column.asText()).put("rows", 0);
        }
    }

    private static void holdPlaced(ObjectNode event) {
        facts(event);
        event.putObject("tags");
        terms(event);
    }

    /** The lists that tell how a column is used are empty: nothing was known of it then. */
    private static void facts(JsonNode event) {
        if (event.path("facts") instanceof ObjectNode facts) {
            facts.putArray("columnsRead");
            facts.putArray("columnsWritten");
            facts.putArray("predicateColumns");
        }
    }

    private static void targetRegistered(ObjectNode event) {
        target(event);
        targetOfFile(event);
    }

    /** Only documents registered targets then. */
    private static void targetOfFile(ObjectNode event) {
        event.put("origin", Origin.FILE);
    }

    /** Only documents revoked grants then, and brought them back as they were. */
    private static void grantRevoked(ObjectNode event) {
        event.put("lasting", false);
    }

    /** Nothing was vouched for then. */
    private static void target(ObjectNode event) {
        if (event.path("spec") instanceof ObjectNode spec) {
            spec.putArray("functions");
        }
    }

    private static void terms(JsonNode held) {
        if (held.path("terms") instanceof ObjectNode terms) {
            boolean waits = terms.path("inTransaction").asBoolean();
            var inTransaction =
                    terms.putObject("inTransaction").put("kind", waits ? "wait" : "deny");
            if (waits) {
                inTransaction.put("seconds", terms.path("expiresAfterSeconds").asLong());
            }
            terms.put("ticketAfterSeconds", 0);
            terms.put("windowSeconds", HoldTerms.DEFAULT_WINDOW_SECONDS);
        }
    }
}
