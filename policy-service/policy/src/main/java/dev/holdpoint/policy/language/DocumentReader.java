package dev.holdpoint.policy.language;

import dev.holdpoint.events.AccessRequestId;
import dev.holdpoint.policy.contract.secret.SecretReference;
import dev.holdpoint.policy.contract.secret.UnusableReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/** Reads files of documents; finds what is wrong in each document, not only the first. */
public final class DocumentReader {
    static final String API_VERSION = "holdpoint.dev/v1";
    private static final int MAX_FILES = 200;
    private static final int MAX_DOCUMENTS = 1000;
    private static final int MAX_RULES = 2000;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final List<String> TOP = List.of("apiVersion", "kind", "metadata", "spec");

    private final TargetReader targets;

    /**
     * For documents as they are written, wherever their secrets are.
     *
     * @param expressions value of a configuration key, for {@code ${…}} in targets
     */
    public DocumentReader(Function<String, Optional<String>> expressions) {
        this(expressions, _ -> {});
    }

    /**
     * For documents that are to be in force.
     *
     * @param expressions value of a configuration key, for {@code ${…}} in targets
     * @param bounds throws {@link UnusableReference} for secrets from where none may come
     */
    public DocumentReader(
            Function<String, Optional<String>> expressions, Consumer<SecretReference> bounds) {
        this.targets = new TargetReader(expressions, bounds);
    }

    /**
     * Reads all documents.
     *
     * @throws InvalidDocuments naming everything that was found wrong
     */
    public List<Document> read(List<SourceFile> files) {
        var findings = new ArrayList<Finding>();
        requireFew(files, List.of());
        var tops = tops(files, findings);
        requireFew(files, tops);
        var roles = Roles.of(tops);
        var documents = new ArrayList<Document>();
        tops.forEach(top -> collect(findings, () -> documents.add(document(top, roles))));
        findings.addAll(twins(documents));
        if (!findings.isEmpty()) {
            throw new InvalidDocuments(findings);
        }
        return documents;
    }

    /** The documents of a file that holds a kind of its own, each checked to be of it. */
    public static List<Fields> ofKind(String wanted, SourceFile file) {
        var tops = StrictYaml.documents(file).stream().map(node -> top(file, node)).toList();
        for (var top : tops) {
            requireVersion(top);
            var kind = top.text("kind");
            if (!kind.value().equals(wanted)) {
                throw kind.wrong(
                        "A " + kind.value() + " does not belong here.",
                        "Only documents of kind " + wanted + " do.");
            }
        }
        return tops;
    }

    /**
     * Reads the policies only: of a published revision, whose sources may hold other kinds, too.
     */
    public static List<PolicyDocument> policies(List<SourceFile> files) {
        var policies = new ArrayList<PolicyDocument>();
        for (var file : files) {
            for (var node : StrictYaml.documents(file)) {
                var top = top(file, node);
                if (top.text("kind").value().equals("Policy")) {
                    policies.add(PolicyReader.read(name(top), top));
                }
            }
        }
        return policies;
    }

    /** Whether a file holds policies; of one that cannot be read it is taken that it does. */
    public static boolean mayHavePolicies(SourceFile file) {
        try {
            return StrictYaml.documents(file).stream()
                    .map(node -> top(file, node).text("kind").value())
                    .anyMatch("Policy"::equals);
        } catch (InvalidDocuments unreadable) {
            return true;
        }
    }

    private static List<Fields> tops(List<SourceFile> files, List<Finding> findings) {
        var tops = new ArrayList<Fields>();
        for (var file : files) {
            var nodes = new ArrayList<Node>();
            collect(findings, () -> nodes.addAll(StrictYaml.documents(file)));
            nodes.forEach(node -> collect(findings, () -> tops.add(top(file, node))));
        }
        return tops;
    }

    private static Fields top(SourceFile file, Node node) {
        return Fields.of(file, "A document", node, TOP);
    }

    private static void collect(List<Finding> findings, Runnable reading) {
        try {
            reading.run();
        } catch (InvalidDocuments e) {
            findings.addAll(e.findings());
        }
    }

    private Document document(Fields top, Roles roles) {
        requireVersion(top);
        var kind = top.text("kind");
        return switch (kind.value()) {
            case "Policy" -> PolicyReader.read(name(top), top);
            case "Grant" -> GrantReader.read(grantName(nameText(top)), top, roles);
            case Roles.KIND -> Roles.read(name(top), top);
            case "Target" -> targets.read(name(top), top);
            case "PolicyTest" ->
                    throw kind.wrong(
                            "A PolicyTest is not published with the documents it is about.",
                            "Move the file into their folder tests/.");
            default ->
                    throw kind.wrong(
                            "kind " + kind.value() + " is not known.",
                            "Use one of Policy, Grant, Target, Role.");
        };
    }

    private static void requireVersion(Fields top) {
        var version = top.text("apiVersion");
        if (!version.value().equals(API_VERSION)) {
            throw version.wrong(
                    "apiVersion " + version.value() + " is not known.",
                    "Use apiVersion: " + API_VERSION + ".");
        }
    }

    /** The name in a document's metadata. */
    public static String name(Fields top) {
        return name(nameText(top));
    }

    private static Text nameText(Fields top) {
        return top.child("metadata", List.of("name")).text("name");
    }

    /** The name of a grant, which is none that an approved request for access will have. */
    static String grantName(Text name) {
        if (name.value().startsWith(AccessRequestId.GRANTS)) {
            throw name.wrong(
                    "The name " + name.value() + " is kept for grants by requests for access.",
                    "Use one that does not begin with access-.");
        }
        return name(name);
    }

    /** A name as names are written. */
    public static String name(Text name) {
        if (!NAME.matcher(name.value()).matches()) {
            throw name.wrong(
                    "The name " + name.value() + " is not usable.",
                    "Use up to 63 of a-z, 0-9, dot, underscore and hyphen.");
        }
        return name.value();
    }

    /** Asked before anything is compiled, so that too much is refused without the work. */
    private static void requireFew(List<SourceFile> files, List<Fields> tops) {
        int rules = tops.stream().mapToInt(DocumentReader::rules).sum();
        if (files.size() > MAX_FILES || tops.size() > MAX_DOCUMENTS || rules > MAX_RULES) {
            throw new InvalidDocuments(
                    files.getLast().start(),
                    "At most %d files, %d documents and %d rules are accepted."
                            .formatted(MAX_FILES, MAX_DOCUMENTS, MAX_RULES),
                    "Join rules by lists and globs.");
        }
    }

    private static int rules(Fields top) {
        return top.length("spec", "rules")
                + top.length("spec", "risk")
                + top.length("spec", "requests");
    }

    private static List<Finding> twins(List<Document> documents) {
        var findings = new ArrayList<Finding>();
        Map<String, Document> seen = new HashMap<>();
        for (var document : documents) {
            var key = document.getClass().getSimpleName() + "/" + document.name();
            var first = seen.putIfAbsent(key, document);
            if (first != null) {
                findings.add(
                        new Finding(
                                document.place(),
                                "The name "
                                        + document.name()
                                        + " is taken at "
                                        + first.place()
                                        + ".",
                                "Give one of them another name."));
            }
        }
        return findings;
    }
}
