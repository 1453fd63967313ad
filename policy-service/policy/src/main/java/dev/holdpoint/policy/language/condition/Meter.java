package dev.holdpoint.policy.language.condition;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelEvaluationListener;
import dev.holdpoint.policy.match.Effort;
import java.util.Collection;
import java.util.Map;

/**
 * Sees the value of every part of a condition while it is evaluated: counts what it cost, and ends
 * the evaluation where a value is larger than any that conditions work on.
 */
final class Meter implements CelEvaluationListener {
    static final int MAX_CHARACTERS = 8_192;
    static final int MAX_ITEMS = 10_000;
    private static final int CHARACTERS_OF_A_STEP = 16;
    private static final int ITEMS_OF_A_STEP = 4;
    private static final int STEPS_OF_A_MATCH = 1_000;

    private final Effort effort;

    Meter(Effort effort) {
        this.effort = effort;
    }

    @Override
    public void callback(CelExpr part, Object value) {
        effort.spend(1 + size(value) + call(part));
    }

    private static int size(Object value) {
        return switch (value) {
            case String text -> bounded(text.length(), MAX_CHARACTERS) / CHARACTERS_OF_A_STEP;
            case CelByteString bytes ->
                    bounded(bytes.size(), MAX_CHARACTERS) / CHARACTERS_OF_A_STEP;
            case Collection<?> items -> bounded(items.size(), MAX_ITEMS) / ITEMS_OF_A_STEP;
            case Map<?, ?> entries -> bounded(entries.size(), MAX_ITEMS) / ITEMS_OF_A_STEP;
            default -> 0;
        };
    }

    private static int call(CelExpr part) {
        return part.getKind() == ExprKind.Kind.CALL && part.call().function().equals(Extent.MATCHES)
                ? STEPS_OF_A_MATCH
                : 0;
    }

    private static int bounded(int size, int most) {
        if (size > most) {
            throw new IllegalStateException("a value of a condition has a size of " + size);
        }
        return size;
    }
}
