package dev.holdpoint.policy.language;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The roles of all files: each is known by its name, even if its document is broken. */
final class Roles {
    static final String KIND = "Role";
    private static final List<String> SPEC = List.of(Reach.TARGETS, Reach.EFFECTS);

    private final SortedMap<String, Fields> documents = new TreeMap<>();

    private Roles() {}

    static Roles of(List<Fields> documents) {
        var roles = new Roles();
        documents.forEach(
                top -> name(top).ifPresent(name -> roles.documents.putIfAbsent(name, top)));
        return roles;
    }

    static RoleDocument read(String name, Fields top) {
        return new RoleDocument(name, top.place(), Reach.read(top.child("spec", SPEC)));
    }

    /** What the role of that name gives. */
    Reach reach(Text name) {
        var top = documents.get(name.value());
        if (top == null) {
            throw name.wrong("There is no role " + name.value() + ".", known());
        }
        try {
            return read(name.value(), top).reach();
        } catch (InvalidDocuments _) {
            throw name.wrong(
                    "The role " + name.value() + " is broken itself.",
                    "Correct its document at " + top.place() + ".");
        }
    }

    private String known() {
        return documents.isEmpty()
                ? "Add a document of kind Role, or write targets and effects instead of role."
                : "Known roles: " + String.join(", ", documents.keySet()) + ".";
    }

    /** Empty for other kinds, and where even that cannot be read, which is told elsewhere. */
    private static Optional<String> name(Fields top) {
        try {
            return top.text("kind").value().equals(KIND)
                    ? Optional.of(DocumentReader.name(top))
                    : Optional.empty();
        } catch (InvalidDocuments _) {
            return Optional.empty();
        }
    }
}
