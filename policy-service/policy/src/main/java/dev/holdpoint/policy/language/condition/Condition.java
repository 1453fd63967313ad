package dev.holdpoint.policy.language.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import dev.holdpoint.policy.language.Text;
import dev.holdpoint.policy.match.Effort;
import java.util.Optional;
import java.util.function.Function;

/**
 * The {@code when} of a rule or a risk entry: a type-checked CEL expression without side effects,
 * of bounded cost.
 */
public final class Condition {
    /** What came of trying it. */
    public enum Outcome {
        TRUE,
        FALSE,
        /** It could not be evaluated: a match for deny and hold, none for allow. */
        ERROR
    }

    /** The variable that is the sum of a policy's risk entries. */
    public static final String RISK = "risk";

    private final String expression;
    private final CelRuntime.Program program;

    private Condition(String expression, CelRuntime.Program program) {
        this.expression = expression;
        this.program = program;
    }

    /** One that does not know the risk. */
    public static Condition withoutRisk(Text text, Environment environment) {
        return of(text, ConditionLanguage.check(text, environment));
    }

    /** One that does. */
    public static Condition withRisk(Text text, Environment environment) {
        return of(text, ConditionLanguage.checkWithRisk(text, environment));
    }

    private static Condition of(Text text, CelAbstractSyntaxTree checked) {
        try {
            return new Condition(text.value(), ConditionLanguage.RUNTIME.createProgram(checked));
        } catch (CelEvaluationException e) {
            throw text.wrong(
                    "The condition cannot be prepared: " + e.getMessage() + ".",
                    "Simplify the condition.");
        }
    }

    /**
     * Tries it.
     *
     * @param variables value of a variable by its full name, for example {@code statement.hasWhere}
     * @param effort is told of every step; it ends the evaluation by throwing
     */
    public Outcome test(Function<String, Optional<Object>> variables, Effort effort) {
        CelVariableResolver resolver = variables::apply;
        try {
            return Boolean.TRUE.equals(program.trace(resolver, new Meter(effort)))
                    ? Outcome.TRUE
                    : Outcome.FALSE;
        } catch (CelEvaluationException | RuntimeException _) {
            return Outcome.ERROR;
        }
    }

    @Override
    public String toString() {
        return expression;
    }
}
