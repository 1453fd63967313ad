package dev.holdpoint.policy.language;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Puts documents to the schema by a validator that knows nothing of the reader. */
public final class SchemaCheck {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Schema SCHEMA =
            REGISTRY.getSchema(DocumentSchema.text(), InputFormat.JSON);

    private SchemaCheck() {}

    /** What the schema says against the documents of a file. */
    public static List<String> errors(String yaml) {
        return Stream.of(yaml.split("(?m)^---$", -1))
                .flatMap(document -> SCHEMA.validate(document, InputFormat.YAML).stream())
                .map(String::valueOf)
                .toList();
    }

    /** The fields that the schema knows of a definition. */
    public static Set<String> properties(String definition) {
        return new JsonObject(DocumentSchema.text())
                .getJsonObject("$defs")
                .getJsonObject(definition)
                .getJsonObject("properties")
                .fieldNames();
    }

    /** What JSON Schema itself says against the schema. */
    static List<String> errorsOfTheSchema() {
        return REGISTRY
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(DocumentSchema.text(), InputFormat.JSON)
                .stream()
                .map(String::valueOf)
                .toList();
    }
}
