package dev.holdpoint.policy.language.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds what could make a condition's cost grow beyond its own length times its inputs: loops over
 * anything that the condition itself has made, and patterns that are not known when it is read. So
 * a loop's variable always stands for something that was there before, and no loop can hand to the
 * next one, or to its own next level, more than it was given.
 */
final class Extent {
    static final String MATCHES = "matches";

    private Extent() {}

    /**
     * What is not accepted, where and why.
     *
     * @param part the number of the part of the expression
     */
    record Excess(long part, String message, String hint) {}

    /** The first such thing; empty if the condition has none. */
    static Optional<Excess> first(CelAbstractSyntaxTree checked) {
        return all(checked.getExpr()).findFirst();
    }

    private static Stream<Excess> all(CelExpr part) {
        return Stream.concat(own(part).stream(), parts(part).stream().flatMap(Extent::all));
    }

    private static Optional<Excess> own(CelExpr part) {
        return switch (part.getKind()) {
            case COMPREHENSION -> loop(part.comprehension().iterRange());
            case CALL -> part.call().function().equals(MATCHES) ? pattern(part) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Excess> loop(CelExpr range) {
        return isGiven(range)
                ? Optional.empty()
                : Optional.of(
                        new Excess(
                                range.id(),
                                "a loop goes over something that the condition makes",
                                "Loop over a variable, a filter of one, or a list of constants and"
                                        + " variables."));
    }

    /** Whether all its items were there before. */
    private static boolean isGiven(CelExpr range) {
        return switch (range.getKind()) {
            case COMPREHENSION -> true;
            case LIST -> range.list().elements().stream().allMatch(Extent::isGivenItem);
            case CALL -> isGivenChoice(range.call());
            default -> isRead(range);
        };
    }

    private static boolean isGivenChoice(CelCall call) {
        var among = call.args();
        if (call.function().equals(Operator.CONDITIONAL.getFunction())) {
            among = among.subList(1, among.size());
        } else if (!call.function().equals(Operator.ADD.getFunction())) {
            return isReadByIndex(call);
        }
        return among.stream().allMatch(Extent::isGiven);
    }

    private static boolean isGivenItem(CelExpr item) {
        return isConstant(item) || isRead(item);
    }

    private static boolean isConstant(CelExpr item) {
        return switch (item.getKind()) {
            case CONSTANT -> true;
            case LIST -> item.list().elements().stream().allMatch(Extent::isConstant);
            default -> false;
        };
    }

    private static boolean isRead(CelExpr item) {
        return switch (item.getKind()) {
            case IDENT -> true;
            case SELECT -> isRead(item.select().operand());
            case CALL -> isReadByIndex(item.call());
            default -> false;
        };
    }

    private static boolean isReadByIndex(CelCall call) {
        return call.function().equals(Operator.INDEX.getFunction())
                && isRead(call.args().getFirst());
    }

    private static Optional<Excess> pattern(CelExpr match) {
        var pattern = match.call().args().getLast();
        if (pattern.getKind() != ExprKind.Kind.CONSTANT
                || pattern.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
            return Optional.of(
                    new Excess(
                            pattern.id(),
                            "the pattern of matches is made while the condition is evaluated",
                            "Write the pattern itself, in quotes."));
        }
        return MatchPattern.problem(pattern.constant().stringValue())
                .map(
                        problem ->
                                new Excess(
                                        pattern.id(),
                                        "the pattern of matches " + problem,
                                        MatchPattern.HINT));
    }

    private static List<CelExpr> parts(CelExpr part) {
        return switch (part.getKind()) {
            case SELECT -> List.of(part.select().operand());
            case CALL ->
                    Stream.concat(part.call().target().stream(), part.call().args().stream())
                            .toList();
            case LIST -> part.list().elements();
            case MAP ->
                    part.map().entries().stream()
                            .flatMap(entry -> Stream.of(entry.key(), entry.value()))
                            .toList();
            case COMPREHENSION -> parts(part.comprehension());
            default -> List.of();
        };
    }

    private static List<CelExpr> parts(CelComprehension loop) {
        return List.of(
                loop.iterRange(),
                loop.accuInit(),
                loop.loopCondition(),
                loop.loopStep(),
                loop.result());
    }
}
