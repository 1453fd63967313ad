package dev.holdpoint.events.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdpoint.events.AccessRequestId;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.DelegationId;
import dev.holdpoint.events.Digest;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.TargetPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** How Jackson sees the event records, so that the records themselves need no annotations. */
final class Mixins {
    private static final List<Class<?>> SCALARS =
            List.of(
                    SessionId.class,
                    CommandId.class,
                    HoldId.class,
                    DelegationId.class,
                    AccessRequestId.class,
                    EventId.class,
                    StreamId.class,
                    GrantId.class,
                    TargetName.class,
                    RevisionId.class,
                    Digest.class);

    private static final Map<Class<?>, Class<?>> KINDS =
            Map.of(
                    Decision.class, DecisionKind.class,
                    Obligation.class, ObligationKind.class,
                    Mask.class, MaskKind.class,
                    InTransaction.class, InTransactionKind.class,
                    TargetPlan.class, TargetPlanKind.class);

    private Mixins() {}

    static JsonMapper.Builder register(JsonMapper.Builder builder) {
        SCALARS.forEach(type -> builder.addMixIn(type, Scalar.class));
        KINDS.forEach(builder::addMixIn);
        return builder;
    }

    /** Whether the record is written as its one component. */
    static boolean isScalar(Class<?> type) {
        return SCALARS.contains(type);
    }

    /** The name by which one of several permitted records is told from the others. */
    static Optional<String> kind(Class<?> type) {
        return KINDS.values().stream()
                .flatMap(mixin -> Stream.of(mixin.getAnnotation(JsonSubTypes.class).value()))
                .filter(each -> each.value() == type)
                .map(JsonSubTypes.Type::name)
                .findFirst();
    }

    /** A record of one string is that string. */
    private abstract static class Scalar {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        @SuppressWarnings("unused")
        Scalar(String value) {}

        @JsonValue
        abstract String value();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Decision.Allow.class, name = "allow"),
        @JsonSubTypes.Type(value = Decision.Deny.class, name = "deny"),
        @JsonSubTypes.Type(value = Decision.Hold.class, name = "hold")
    })
    private interface DecisionKind {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Obligation.MaskColumn.class, name = "mask-column"),
        @JsonSubTypes.Type(value = Obligation.DetectValues.class, name = "detect-values"),
        @JsonSubTypes.Type(value = Obligation.RecordResults.class, name = "record-results"),
        @JsonSubTypes.Type(value = Obligation.LimitRows.class, name = "limit-rows")
    })
    private interface ObligationKind {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Mask.FormatPreserving.class, name = "format-preserving"),
        @JsonSubTypes.Type(value = Mask.KeepLast.class, name = "keep-last"),
        @JsonSubTypes.Type(value = Mask.NullOut.class, name = "null-out"),
        @JsonSubTypes.Type(value = Mask.Redact.class, name = "redact"),
        @JsonSubTypes.Type(value = Mask.Token.class, name = "token")
    })
    private interface MaskKind {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = InTransaction.Deny.class, name = "deny"),
        @JsonSubTypes.Type(value = InTransaction.Wait.class, name = "wait")
    })
    private interface InTransactionKind {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = TargetPlan.Planned.class, name = "planned"),
        @JsonSubTypes.Type(value = TargetPlan.Unplanned.class, name = "unplanned")
    })
    private interface TargetPlanKind {}
}
