package dev.holdpoint.policy.trial;

import dev.holdpoint.events.Principal;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.language.Fields;
import dev.holdpoint.policy.language.Finding;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.SourceFile;
import dev.holdpoint.policy.language.Text;
import dev.holdpoint.policy.match.Protocol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads documents of kind PolicyTest. */
public final class TestReader {
    private static final List<String> SPEC =
            List.of("target", "targets", "at", "tables", "searchPath", "principals", "cases");
    private static final List<String> TARGET = List.of("name", "protocol", "labels");
    private static final List<String> TABLE = List.of("name", "columns");

    private TestReader() {}

    /**
     * Reads all documents.
     *
     * @throws InvalidDocuments naming what was found wrong in each file
     */
    public static List<PolicyTest> read(List<SourceFile> files) {
        var findings = new ArrayList<Finding>();
        var tests = new ArrayList<PolicyTest>();
        var names = new HashSet<String>();
        for (var file : files) {
            try {
                for (var top : DocumentReader.ofKind("PolicyTest", file)) {
                    tests.add(test(top, names));
                }
            } catch (InvalidDocuments e) {
                findings.addAll(e.findings());
            }
        }
        if (!findings.isEmpty()) {
            throw new InvalidDocuments(findings);
        }
        return tests;
    }

    private static PolicyTest test(Fields top, Set<String> taken) {
        var name = DocumentReader.name(top);
        if (!taken.add(name)) {
            throw top.wrong(
                    "metadata", "The name " + name + " is taken.", "Give each another name.");
        }
        var spec = top.child("spec", SPEC);
        var tables = tables(spec);
        var cases = new CaseReader(target(spec), at(spec), principals(spec)).cases(spec);
        return new PolicyTest(name, tables, targets(spec), cases);
    }

    private static List<KnownTarget> targets(Fields spec) {
        var targets = new TreeMap<String, KnownTarget>();
        for (var fields : spec.children("targets", TARGET)) {
            var name = DocumentReader.name(fields.text("name"));
            var target =
                    new KnownTarget(
                            new TargetName(name),
                            fields.place(),
                            fields.text("protocol").choice(Protocol.class),
                            fields.free("labels"));
            if (targets.put(name, target) != null) {
                throw fields.wrong(
                        "name",
                        "The target " + name + " is there twice.",
                        "Describe each once; cases name it.");
            }
        }
        return List.copyOf(targets.values());
    }

    private static String target(Fields spec) {
        return spec.optionalText("target").map(Text::value).orElse("");
    }

    private static List<Instant> at(Fields spec) {
        return spec.optionalText("at").map(Text::instant).stream().toList();
    }

    private static Map<String, Principal> principals(Fields spec) {
        var principals = new TreeMap<String, Principal>();
        for (var fields : spec.children("principals", PrincipalReader.FIELDS)) {
            var principal = PrincipalReader.read(fields);
            if (principals.put(principal.name(), principal) != null) {
                throw fields.wrong(
                        "subject",
                        "The principal " + principal.name() + " is there twice.",
                        "Describe each once; cases name it by its subject.");
            }
        }
        return principals;
    }

    private static KnownTables tables(Fields spec) {
        var path = spec.texts("searchPath").stream().map(Text::value).toList();
        return new KnownTables(
                spec.children("tables", TABLE).stream().map(TestReader::table).toList(),
                spec.has("searchPath") ? path : List.of("public"));
    }

    private static KnownTables.Table table(Fields table) {
        var name = table.text("name");
        var parts = name.value().split("\\.", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw name.wrong(
                    name.value() + " is not schema.table.", "Write it as public.customers.");
        }
        var columns = table.texts("columns").stream().map(Text::value).toList();
        if (columns.isEmpty()) {
            throw table.wrong(
                    "columns",
                    "The table " + name.value() + " has no columns.",
                    "List them in the order of the table.");
        }
        return new KnownTables.Table(parts[0], parts[1], columns);
    }
}
