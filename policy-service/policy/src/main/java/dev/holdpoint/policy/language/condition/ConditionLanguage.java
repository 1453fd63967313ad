package dev.holdpoint.policy.language.condition;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.Text;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The variables and bounds of conditions. Without {@code map} and {@code dyn}, and with loops only
 * over what was there before ({@link Extent}), no value can grow beyond the expression's own length
 * times its inputs; every loop runs out of iterations, and a {@link Meter} sees each step.
 */
final class ConditionLanguage {
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^'.]*)");
    private static final int MAX_LENGTH = 2000;
    private static final int MAX_ITERATIONS = 250;
    private static final int MAX_DEPTH = 50;
    private static final CelOptions OPTIONS =
            CelOptions.current()
                    .maxExpressionCodePointSize(MAX_LENGTH)
                    .maxParseRecursionDepth(MAX_DEPTH)
                    .comprehensionMaxIterations(MAX_ITERATIONS)
                    .maxRegexProgramSize(MatchPattern.MAX_PROGRAM)
                    .enableHeterogeneousNumericComparisons(true)
                    .build();

    static final CelRuntime RUNTIME =
            CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();
    private static final Map<Environment, CelCompiler> WITHOUT_RISK = new ConcurrentHashMap<>();
    private static final Map<Environment, CelCompiler> WITH_RISK = new ConcurrentHashMap<>();

    private ConditionLanguage() {}

    static CelAbstractSyntaxTree check(Text text, Environment environment) {
        var compiler = WITHOUT_RISK.computeIfAbsent(environment, of -> compiler(of).build());
        return check(text, environment, compiler);
    }

    static CelAbstractSyntaxTree checkWithRisk(Text text, Environment environment) {
        var compiler =
                WITH_RISK.computeIfAbsent(
                        environment,
                        of -> compiler(of).addVar(Condition.RISK, SimpleType.INT).build());
        return check(text, environment, compiler);
    }

    private static CelAbstractSyntaxTree check(
            Text text, Environment environment, CelCompiler compiler) {
        try {
            var checked = compiler.compile(text.value()).getAst();
            Extent.first(checked)
                    .ifPresent(
                            excess -> {
                                throw wrong(text, checked, excess);
                            });
            return checked;
        } catch (CelValidationException e) {
            throw wrong(text, environment, e.getErrors().getFirst());
        }
    }

    private static CelCompilerBuilder compiler(Environment environment) {
        var builder =
                CelCompilerFactory.standardCelCompilerBuilder()
                        .setOptions(OPTIONS)
                        .setStandardEnvironmentEnabled(false)
                        .setStandardDeclarations(
                                CelStandardDeclarations.newBuilder()
                                        .excludeFunctions(StandardFunction.DYN)
                                        .build())
                        .setStandardMacros(
                                CelStandardMacro.ALL,
                                CelStandardMacro.EXISTS,
                                CelStandardMacro.EXISTS_ONE,
                                CelStandardMacro.FILTER)
                        .setResultType(SimpleType.BOOL);
        environment.variables().forEach((name, shape) -> builder.addVar(name, shape.type()));
        return builder;
    }

    private static InvalidDocuments wrong(Text text, Environment environment, CelIssue issue) {
        return text.wrong(
                message(issue.getSourceLocation(), firstLine(issue)), hint(issue, environment));
    }

    private static InvalidDocuments wrong(
            Text text, CelAbstractSyntaxTree checked, Extent.Excess excess) {
        var source = checked.getSource();
        int offset = source.getPositionsMap().getOrDefault(excess.part(), 0);
        var at = source.getOffsetLocation(offset).orElse(CelSourceLocation.NONE);
        return text.wrong(message(at, excess.message()), excess.hint());
    }

    private static String message(CelSourceLocation at, String problem) {
        return at.getLine() < 1
                ? "The condition is wrong: %s.".formatted(problem)
                : "The condition is wrong at %d:%d of its text: %s."
                        .formatted(at.getLine(), at.getColumn() + 1, problem);
    }

    private static String firstLine(CelIssue issue) {
        return issue.getMessage().lines().findFirst().orElse("").strip();
    }

    private static String hint(CelIssue issue, Environment environment) {
        if (issue.getMessage().startsWith("undeclared reference to 'risk'")) {
            return "The rules of a policy with risk entries may ask for it, the entries may not.";
        }
        var undeclared = UNDECLARED.matcher(issue.getMessage());
        if (undeclared.lookingAt()) {
            return unknown(undeclared.group(1), environment);
        }
        if (issue.getMessage().startsWith("expected type 'bool'")) {
            return "A condition is either true or false.";
        }
        return "See docs/policy-language.md, section Conditions.";
    }

    private static String unknown(String word, Environment environment) {
        return Environment.withRoot(word)
                .filter(other -> other != environment)
                .map(
                        other ->
                                ("%s is known of %s commands only: write match: { protocol: %s },"
                                                + " and no other protocol beside it.")
                                        .formatted(word, other, other.protocol()))
                .orElseGet(
                        () ->
                                "Known variables: "
                                        + String.join(", ", environment.variables().keySet())
                                        + ".");
    }
}
