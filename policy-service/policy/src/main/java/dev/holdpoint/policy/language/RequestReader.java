package dev.holdpoint.policy.language;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.policy.contract.secret.SecretReference;
import dev.holdpoint.policy.grant.Less;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads what people ask for over REST: JSON, which is YAML, in the words of documents and by their
 * checks. Whatever is wrong is an {@link InvalidDocuments} with its place in the body.
 */
public final class RequestReader {
    private static final String FILE = "body";
    private static final int MAX_REASON = 500;

    private static final List<String> ISSUE =
            List.of(
                    "id",
                    GrantReader.SUBJECTS,
                    GrantReader.GROUPS,
                    Reach.TARGETS,
                    Reach.EFFECTS,
                    "owner",
                    GrantReader.EXPIRES_AT,
                    GrantReader.REVIEW_BY,
                    "reason");
    private static final List<String> NARROW =
            ISSUE.stream().filter(field -> !field.equals("id") && !field.equals("owner")).toList();

    private RequestReader() {}

    /** A grant to be issued. */
    public record NewGrant(Optional<String> id, GrantSpec spec, String reason) {}

    /** A grant to be narrowed. */
    public record Narrowed(Less less, String reason) {}

    /** A grant that was reviewed. */
    public record Reviewed(Instant reviewBy, String reason) {}

    public static NewGrant issue(String body, PrincipalId issuer) {
        var fields = fields(body, "A grant", ISSUE);
        return new NewGrant(
                fields.optionalText("id").map(DocumentReader::grantName),
                GrantReader.grant(
                        fields,
                        Reach.read(fields),
                        new GrantReader.Source(Origin.REST, null, issuer)),
                reason(fields));
    }

    public static Narrowed narrow(String body) {
        var fields = fields(body, "What a grant is narrowed to", NARROW);
        var less =
                new Less(
                        given(fields, GrantReader.SUBJECTS)
                                .map(name -> GrantReader.words(fields, name)),
                        given(fields, GrantReader.GROUPS)
                                .map(name -> GrantReader.words(fields, name)),
                        given(fields, Reach.TARGETS).map(_ -> selection(Reach.selector(fields))),
                        given(fields, Reach.EFFECTS).map(_ -> Reach.effects(fields)),
                        fields.optionalText(GrantReader.EXPIRES_AT).map(Text::instant),
                        fields.optionalText(GrantReader.REVIEW_BY).map(Text::instant));
        return new Narrowed(less, reason(fields));
    }

    public static Reviewed review(String body) {
        var fields = fields(body, "A review", List.of(GrantReader.REVIEW_BY, "reason"));
        return new Reviewed(fields.text(GrantReader.REVIEW_BY).instant(), reason(fields));
    }

    /** The reason alone. */
    public static String reason(String body) {
        return reason(fields(body, "A revocation", List.of("reason")));
    }

    /**
     * A target; expressions of documents are not for those who have no file on the machine.
     *
     * @param bounds throws for secrets from where none may come
     */
    public static TargetSpec target(String body, Consumer<SecretReference> bounds) {
        var fields = fields(body, "A target", TargetReader.SPEC);
        return new TargetReader(_ -> Optional.empty(), bounds).target(fields);
    }

    /** A name in a path. */
    public static String name(String name) {
        return DocumentReader.name(new Text(name, new Place("path", 1, 1)));
    }

    /** The fields by which a grant is issued. */
    public static List<String> fieldsOfGrant() {
        return ISSUE;
    }

    /** The fields of a target. */
    public static List<String> fieldsOfTarget() {
        return TargetReader.SPEC;
    }

    private static Less.Selection selection(Fields selector) {
        return new Less.Selection(Reach.names(selector), selector.free("labels"));
    }

    private static Optional<String> given(Fields fields, String name) {
        return fields.has(name) ? Optional.of(name) : Optional.empty();
    }

    private static String reason(Fields fields) {
        var reason = fields.text("reason");
        if (reason.value().length() > MAX_REASON) {
            throw reason.wrong(
                    "reason is longer than " + MAX_REASON + " characters.", "Say it shorter.");
        }
        return reason.value();
    }

    private static Fields fields(String body, String what, List<String> known) {
        var file = new SourceFile(FILE, body);
        var nodes = StrictYaml.documents(file);
        if (nodes.size() != 1) {
            throw new InvalidDocuments(
                    file.start(), "The body is not one object.", "Send one JSON object.");
        }
        requireValues(file, nodes.getFirst());
        return Fields.of(file, what, nodes.getFirst(), known);
    }

    /** Null would be read as the word. */
    private static void requireValues(SourceFile file, Node node) {
        if (node.getTag().equals(Tag.NULL)) {
            throw new InvalidDocuments(
                    file.at(node.getStartMark()), "null is no value.", "Leave the field out.");
        }
        parts(node).forEach(part -> requireValues(file, part));
    }

    private static Stream<Node> parts(Node node) {
        return switch (node) {
            case MappingNode mapping ->
                    mapping.getValue().stream().map(entry -> entry.getValueNode());
            case SequenceNode list -> list.getValue().stream();
            default -> Stream.of();
        };
    }
}
