package dev.holdpoint.policy.language;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The variables and bounds of conditions. Without {@code map} and {@code dyn} no value can grow
 * beyond the expression's own length times its inputs, and every loop runs out of iterations.
 */
final class ConditionLanguage {
    private static final int MAX_LENGTH = 2000;
    private static final int MAX_ITERATIONS = 250;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_REGEX_SIZE = 200;
    private static final CelType TEXTS = ListType.create(SimpleType.STRING);
    private static final CelType MAP_OF_TEXTS =
            MapType.create(SimpleType.STRING, SimpleType.STRING);
    private static final List<String> STATEMENT_LISTS =
            List.of(
                    "kinds",
                    "effects",
                    "tables",
                    "reads",
                    "writes",
                    "columns",
                    "columnsRead",
                    "columnsWritten",
                    "predicateColumns",
                    "functions");

    private static final CelOptions OPTIONS =
            CelOptions.current()
                    .maxExpressionCodePointSize(MAX_LENGTH)
                    .maxParseRecursionDepth(MAX_DEPTH)
                    .comprehensionMaxIterations(MAX_ITERATIONS)
                    .maxRegexProgramSize(MAX_REGEX_SIZE)
                    .enableHeterogeneousNumericComparisons(true)
                    .build();

    static final SortedMap<String, CelType> VARIABLES = variables();
    static final CelRuntime RUNTIME =
            CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();
    private static final CelCompiler COMPILER = compiler().build();
    private static final CelCompiler COMPILER_WITH_RISK =
            compiler().addVar(Condition.RISK, SimpleType.INT).build();

    private ConditionLanguage() {}

    static CelAbstractSyntaxTree check(Text text) {
        return check(text, COMPILER);
    }

    static CelAbstractSyntaxTree checkWithRisk(Text text) {
        return check(text, COMPILER_WITH_RISK);
    }

    private static CelAbstractSyntaxTree check(Text text, CelCompiler compiler) {
        try {
            return compiler.compile(text.value()).getAst();
        } catch (CelValidationException e) {
            throw wrong(text, e.getErrors().getFirst());
        }
    }

    private static SortedMap<String, CelType> variables() {
        var variables = new TreeMap<String, CelType>();
        STATEMENT_LISTS.forEach(list -> variables.put("statement." + list, TEXTS));
        variables.put("statement.estimatedRows", SimpleType.INT);
        variables.put("statement.tags", MAP_OF_TEXTS);
        variables.put("statement.hasWhere", SimpleType.BOOL);
        variables.put("statement.destructive", SimpleType.BOOL);
        variables.put("principal.subject", SimpleType.STRING);
        variables.put("principal.issuer", SimpleType.STRING);
        variables.put("principal.kind", SimpleType.STRING);
        variables.put("principal.groups", TEXTS);
        variables.put("principal.onBehalfOf", SimpleType.STRING);
        variables.put("target.name", SimpleType.STRING);
        variables.put("target.protocol", SimpleType.STRING);
        variables.put("target.labels", MAP_OF_TEXTS);
        variables.put("session.applicationName", SimpleType.STRING);
        variables.put("session.clientAddress", SimpleType.STRING);
        variables.put("session.justification", SimpleType.STRING);
        variables.put("session.commandsLastMinute", SimpleType.INT);
        variables.put("session.rowsReturned", SimpleType.INT);
        variables.put("session.rowsWritten", SimpleType.INT);
        return variables;
    }

    private static CelCompilerBuilder compiler() {
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
        VARIABLES.forEach(builder::addVar);
        return builder;
    }

    private static InvalidDocuments wrong(Text text, CelIssue issue) {
        var at = issue.getSourceLocation();
        var message =
                "The condition is wrong at %d:%d of its text: %s."
                        .formatted(at.getLine(), at.getColumn() + 1, firstLine(issue));
        return text.wrong(message, hint(issue));
    }

    private static String firstLine(CelIssue issue) {
        return issue.getMessage().lines().findFirst().orElse("").strip();
    }

    private static String hint(CelIssue issue) {
        if (issue.getMessage().startsWith("undeclared reference to 'risk'")) {
            return "The rules of a policy with risk entries may ask for it, the entries may not.";
        }
        if (issue.getMessage().startsWith("undeclared reference")) {
            return "Known variables: " + String.join(", ", VARIABLES.keySet()) + ".";
        }
        if (issue.getMessage().startsWith("expected type 'bool'")) {
            return "A condition is either true or false.";
        }
        return "See docs/policy-language.md, section Conditions.";
    }
}
