package dev.holdpoint.policy.language;

import org.yaml.snakeyaml.error.Mark;

/** A file of documents, before anything is read from it. */
public record SourceFile(String name, String text) {
    Place start() {
        return new Place(name, 1, 1);
    }

    Place at(Mark mark) {
        return new Place(name, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
