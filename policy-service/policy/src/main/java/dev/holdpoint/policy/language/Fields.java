package dev.holdpoint.policy.language;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The fields of one mapping, each of which must be known and of the right shape. */
public final class Fields {
    private static final int MAX_ITEMS = 500;
    private static final int MAX_TEXT = 4096;

    private final SourceFile file;
    private final String what;
    private final Place place;
    private final Map<String, Node> values = new LinkedHashMap<>();

    private Fields(SourceFile file, String what, MappingNode node) {
        this.file = file;
        this.what = what;
        this.place = file.at(node.getStartMark());
    }

    /** Reads {@code node} as a mapping that has no other fields than {@code known}. */
    static Fields of(SourceFile file, String what, Node node, List<String> known) {
        if (!(node instanceof MappingNode mapping)) {
            throw new InvalidDocuments(
                    file.at(node.getStartMark()),
                    what + " must be a mapping.",
                    known.isEmpty()
                            ? "Write it as { one: value, two: value }."
                            : "Give it the fields " + String.join(", ", known) + ".");
        }
        var fields = new Fields(file, what, mapping);
        for (var entry : mapping.getValue()) {
            var key = ((ScalarNode) entry.getKeyNode()).getValue();
            if (!known.contains(key)) {
                throw new InvalidDocuments(
                        file.at(entry.getKeyNode().getStartMark()),
                        what + " has no field " + key + ".",
                        "Known fields: " + String.join(", ", known) + ".");
            }
            fields.values.put(key, entry.getValueNode());
        }
        return fields;
    }

    /** Where the mapping begins. */
    public Place place() {
        return place;
    }

    /** Whether the field is there. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Where a field is, or would be. */
    public Place place(String name) {
        var node = values.get(name);
        return node == null ? place : file.at(node.getStartMark());
    }

    /** The field, which must be there. */
    public Text text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    /** The field; empty if it is absent. */
    public Optional<Text> optionalText(String name) {
        return Optional.ofNullable(values.get(name)).map(node -> scalar(name, node));
    }

    /** The field if it is a single word; empty if it is absent or has parts. */
    public Optional<Text> word(String name) {
        return values.get(name) instanceof ScalarNode ? optionalText(name) : Optional.empty();
    }

    /** A list of words, or a single one; empty if the field is absent. */
    public List<Text> texts(String name) {
        var node = values.get(name);
        if (node instanceof ScalarNode) {
            return List.of(scalar(name, node));
        }
        return items(name).stream().map(item -> scalar(name, item)).toList();
    }

    /** The mapping in a field, which must be there. */
    public Fields child(String name, List<String> known) {
        return optionalChild(name, known).orElseThrow(() -> missing(name));
    }

    /** The mapping in a field; empty if it is absent. */
    public Optional<Fields> optionalChild(String name, List<String> known) {
        return Optional.ofNullable(values.get(name)).map(node -> of(file, name, node, known));
    }

    /** The mappings in a list; empty if the field is absent. */
    public List<Fields> children(String name, List<String> known) {
        return items(name).stream().map(item -> of(file, name, item, known)).toList();
    }

    /** A mapping whose keys are free, such as labels. */
    public Map<String, String> free(String name) {
        var node = values.get(name);
        if (node == null) {
            return Map.of();
        }
        var free = new LinkedHashMap<String, String>();
        var keys = node instanceof MappingNode mapping ? keys(mapping) : List.<String>of();
        var fields = of(file, name, node, keys);
        keys.forEach(key -> free.put(key, fields.text(key).value()));
        return free;
    }

    /** How many items the list in a field of a mapping has, whatever they are; 0 if none. */
    int length(String mapping, String list) {
        return values.get(mapping) instanceof MappingNode node
                ? node.getValue().stream()
                        .filter(
                                entry ->
                                        entry.getKeyNode() instanceof ScalarNode key
                                                && key.getValue().equals(list))
                        .map(NodeTuple::getValueNode)
                        .mapToInt(
                                value ->
                                        value instanceof SequenceNode items
                                                ? items.getValue().size()
                                                : 0)
                        .sum()
                : 0;
    }

    /** What is thrown about a field. */
    public InvalidDocuments wrong(String name, String message, String hint) {
        return new InvalidDocuments(place(name), message, hint);
    }

    private InvalidDocuments missing(String name) {
        return new InvalidDocuments(
                place, what + " has no " + name + ".", "Add the field " + name + ".");
    }

    private List<Node> items(String name) {
        var node = values.get(name);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode list)) {
            throw wrong(name, name + " must be a list.", "Write it as [ one, two ].");
        }
        if (list.getValue().size() > MAX_ITEMS) {
            throw wrong(
                    name,
                    name + " has more than " + MAX_ITEMS + " entries.",
                    "Use fewer or globs.");
        }
        return new ArrayList<>(list.getValue());
    }

    private Text scalar(String name, Node node) {
        var at = file.at(node.getStartMark());
        if (!(node instanceof ScalarNode scalar)) {
            throw new InvalidDocuments(at, name + " must be plain text.", "Write one value.");
        }
        var value = scalar.getValue().strip();
        if (value.isEmpty()) {
            throw new InvalidDocuments(
                    at, name + " is empty.", "Give it a value or leave the field out.");
        }
        if (value.length() > MAX_TEXT) {
            throw new InvalidDocuments(
                    at,
                    "%s has %d characters.".formatted(name, value.length()),
                    "Use at most %d.".formatted(MAX_TEXT));
        }
        if (StrictYaml.hides(value)) {
            throw new InvalidDocuments(
                    at, name + " has a character that cannot be seen.", StrictYaml.LEAVE_OUT);
        }
        return new Text(value, at);
    }

    private static List<String> keys(MappingNode mapping) {
        return mapping.getValue().stream()
                .map(entry -> ((ScalarNode) entry.getKeyNode()).getValue())
                .toList();
    }
}
