package dev.holdpoint.policy.language;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads YAML without the parts that surprise: no aliases, tags or duplicate keys; bounded size. */
final class StrictYaml {
    static final int MAX_CHARACTERS = 256 * 1024;
    static final int MAX_EVENTS = 20_000;
    private static final int MAX_DEPTH = 20;

    /**
     * What nobody sees, or what shows a text as another one than is read: control characters but
     * tabs and line ends, line ends that only YAML knows, what turns the direction of writing, and
     * what has no width but the joiners that some scripts are written with.
     */
    private static final Pattern HIDDEN =
            Pattern.compile(
                    "[\\p{Cc}&&[^\\t\\n\\r]]|\\r(?!\\n)|[\\p{Cf}&&[^\\u200c\\u200d]]"
                            + "|[\\u2028\\u2029\\u115f\\u1160\\u3164\\uffa0]");

    private static final char BYTE_ORDER_MARK = '\ufeff';

    static final String LEAVE_OUT =
            "Leave out control characters, and what has no width or turns the direction of writing.";

    private StrictYaml() {}

    static List<Node> documents(SourceFile file) {
        if (file.text().length() > MAX_CHARACTERS) {
            throw new InvalidDocuments(
                    file.start(),
                    "The file has more than " + MAX_CHARACTERS + " characters.",
                    "Split it into several files.");
        }
        requireVisible(file);
        try {
            return composed(file);
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            throw notYaml(
                    mark == null ? file.start() : file.at(mark),
                    e.getProblem(),
                    "Check indentation, quotes and brackets.");
        } catch (YAMLException e) {
            throw notYaml(
                    file.start(),
                    e.getMessage(),
                    "Use plain UTF-8 text without control characters.");
        }
    }

    /** Whether a text has a character that nobody sees. */
    static boolean hides(String text) {
        return HIDDEN.matcher(text).find();
    }

    /** A file means what a reader sees; it may begin with a byte order mark. */
    private static void requireVisible(SourceFile file) {
        var text = file.text();
        var hidden = HIDDEN.matcher(text);
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        if (hidden.find(marked ? 1 : 0)) {
            int character = text.charAt(hidden.start());
            throw new InvalidDocuments(
                    place(file, hidden.start()),
                    "The character U+%04X cannot be seen.".formatted(character),
                    LEAVE_OUT);
        }
    }

    private static Place place(SourceFile file, int index) {
        var before = file.text().substring(0, index);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Place(file.name(), line, index - before.lastIndexOf('\n'));
    }

    private static List<Node> composed(SourceFile file) {
        yaml().parse(new StringReader(file.text())).forEach(new Sobriety(file)::check);
        var documents = new ArrayList<Node>();
        for (var document : yaml().composeAll(new StringReader(file.text()))) {
            checkKeys(file, document);
            documents.add(document);
        }
        return documents;
    }

    private static InvalidDocuments notYaml(Place place, @Nullable String problem, String hint) {
        return new InvalidDocuments(place, "This is not YAML: " + problem + ".", hint);
    }

    private static Yaml yaml() {
        var options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setAllowRecursiveKeys(false);
        return new Yaml(options);
    }

    private static void checkKeys(SourceFile file, Node node) {
        switch (node) {
            case MappingNode mapping -> checkMapping(file, mapping);
            case SequenceNode list -> list.getValue().forEach(item -> checkKeys(file, item));
            default -> {}
        }
    }

    private static void checkMapping(SourceFile file, MappingNode mapping) {
        var seen = new HashSet<String>();
        for (var entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new InvalidDocuments(
                        file.at(entry.getKeyNode().getStartMark()),
                        "A key must be a plain word.",
                        "Write it as name: value.");
            }
            if (!seen.add(key.getValue())) {
                throw new InvalidDocuments(
                        file.at(key.getStartMark()),
                        "The key " + key.getValue() + " is there twice.",
                        "Keep one of them.");
            }
            checkKeys(file, entry.getValueNode());
        }
    }

    /** Counts events and refuses those that make a text mean more than it shows. */
    private static final class Sobriety {
        private final SourceFile file;
        private int events;

        private Sobriety(SourceFile file) {
            this.file = file;
        }

        private void check(Event event) {
            if (++events > MAX_EVENTS) {
                throw new InvalidDocuments(
                        file.at(event.getStartMark()),
                        "The file has more than " + MAX_EVENTS + " parts.",
                        "Split it into several files.");
            }
            boolean anchored = event instanceof NodeEvent node && node.getAnchor() != null;
            if (event instanceof AliasEvent || anchored) {
                throw new InvalidDocuments(
                        file.at(event.getStartMark()),
                        "Anchors and aliases are not accepted.",
                        "Write the value out where it is used.");
            }
        }
    }
}
