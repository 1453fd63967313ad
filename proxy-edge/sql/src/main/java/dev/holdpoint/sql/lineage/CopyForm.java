package dev.holdpoint.sql.lineage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.sql.parser.Tree;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How COPY writes its rows (section COPY, "File Formats").
 *
 * @param missing what stands for NULL, as it is written
 * @param quote of CSV, like {@code escape}
 * @param header whether the first line has the columns' names
 */
public record CopyForm(
        Format format, char delimiter, String missing, char quote, char escape, boolean header) {
    /** The three formats there are. */
    public enum Format {
        TEXT,
        CSV,
        BINARY
    }

    private static final Set<String> TAKEN_IN = Set.of("freeze", "force_quote");
    private static final Set<String> YES = Set.of("", "true", "on", "1");
    private static final Set<String> NO = Set.of("false", "off", "0");

    /** By the options of a COPY statement; empty if one of them is not known. */
    static Optional<CopyForm> of(JsonNode copy) {
        var options = new HashMap<String, String>();
        for (var option : copy.path("options")) {
            var element = option.path("DefElem");
            options.put(
                    Tree.text(element, "defname").toLowerCase(Locale.ROOT),
                    value(element.path("arg")));
        }
        options.keySet().removeAll(TAKEN_IN);
        return read(options).filter(_ -> options.isEmpty());
    }

    private static String value(JsonNode argument) {
        for (var field : argument.path("String")) {
            return field.asText();
        }
        for (var type : Set.of("Boolean", "Integer")) {
            if (argument.has(type)) {
                return argument.path(type).has("boolval")
                        ? argument.path(type).path("boolval").asText()
                        : argument.path(type).path("ival").asText("0");
            }
        }
        return "";
    }

    private static Optional<CopyForm> read(Map<String, String> options) {
        var format = format(options.remove("format"));
        boolean csv = format.filter(Format.CSV::equals).isPresent();
        var delimiter = one(options.remove("delimiter"), csv ? "," : "\t");
        var quote = one(options.remove("quote"), "\"");
        var escape = one(options.remove("escape"), quote);
        var missing = options.remove("null");
        var header = options.remove("header");
        var encoding = options.remove("encoding");
        boolean known =
                format.isPresent()
                        && (delimiter + quote + escape).length() == 3
                        && (header == null || YES.contains(header) || NO.contains(header))
                        && (encoding == null || encoding.equalsIgnoreCase("utf8"));
        return known
                ? Optional.of(
                        new CopyForm(
                                format.get(),
                                delimiter.charAt(0),
                                missing != null ? missing : csv ? "" : "\\N",
                                quote.charAt(0),
                                escape.charAt(0),
                                header != null && YES.contains(header)))
                : Optional.empty();
    }

    private static Optional<Format> format(@Nullable String name) {
        return switch (name == null ? "text" : name) {
            case "text" -> Optional.of(Format.TEXT);
            case "csv" -> Optional.of(Format.CSV);
            case "binary" -> Optional.of(Format.BINARY);
            default -> Optional.empty();
        };
    }

    /** Empty unless it is one character of ASCII. */
    private static String one(@Nullable String given, String usual) {
        var text = given == null ? usual : given;
        return text.length() == 1 && text.charAt(0) < 128 ? text : "";
    }
}
