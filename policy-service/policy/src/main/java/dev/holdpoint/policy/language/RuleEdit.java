package dev.holdpoint.policy.language;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Writes a rule's {@code match} anew where it stands, and leaves all else in the file as it is. */
public final class RuleEdit {
    private RuleEdit() {}

    /**
     * The file with that match; the same file if the rule is not in it.
     *
     * @param rule {@code policy/rule}
     * @param fields the match, field by field
     */
    public static SourceFile matching(SourceFile file, String rule, List<String> fields) {
        return StrictYaml.documents(file).stream()
                .flatMap(document -> match(document, rule).stream())
                .findFirst()
                .map(match -> new SourceFile(file.name(), edited(file.text(), match, fields)))
                .orElse(file);
    }

    private static String edited(String text, Node match, List<String> fields) {
        var indent = " ".repeat(match.getStartMark().getColumn() + 2);
        var flow = "{ " + String.join(",\n" + indent, fields) + " }";
        int start = text.offsetByCodePoints(0, match.getStartMark().getIndex());
        int end = text.offsetByCodePoints(0, end(match));
        return text.substring(0, start) + flow + text.substring(end);
    }

    /** That of a block ends where the last word in it does, not where the next token begins. */
    private static int end(Node node) {
        return switch (node) {
            case MappingNode mapping when isBlock(mapping.getFlowStyle()) ->
                    end(mapping.getValue().getLast().getValueNode());
            case SequenceNode list when isBlock(list.getFlowStyle()) ->
                    end(list.getValue().getLast());
            default -> node.getEndMark().getIndex();
        };
    }

    private static boolean isBlock(FlowStyle style) {
        return style == FlowStyle.BLOCK;
    }

    private static Optional<Node> match(Node document, String rule) {
        boolean policy = field(document, "kind").filter(kind -> is(kind, "Policy")).isPresent();
        var name = field(document, "metadata").flatMap(metadata -> field(metadata, "name"));
        var policyName = name.flatMap(RuleEdit::text).orElse("");
        return policy && rule.startsWith(policyName + "/")
                ? rules(document)
                        .filter(one -> isNamed(one, rule.substring(policyName.length() + 1)))
                        .flatMap(one -> field(one, "match").stream())
                        .findFirst()
                : Optional.empty();
    }

    private static Stream<Node> rules(Node document) {
        var rules = field(document, "spec").flatMap(spec -> field(spec, "rules"));
        return rules.orElse(null) instanceof SequenceNode list
                ? list.getValue().stream()
                : Stream.empty();
    }

    private static boolean isNamed(Node rule, String name) {
        return field(rule, "name").filter(found -> is(found, name)).isPresent();
    }

    private static boolean is(Node node, String text) {
        return text(node).filter(text::equals).isPresent();
    }

    private static Optional<String> text(Node node) {
        return node instanceof ScalarNode scalar
                ? Optional.of(scalar.getValue().strip())
                : Optional.empty();
    }

    private static Optional<Node> field(Node node, String name) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(entry -> is(entry.getKeyNode(), name))
                        .map(NodeTuple::getValueNode)
                        .findFirst()
                : Optional.empty();
    }
}
