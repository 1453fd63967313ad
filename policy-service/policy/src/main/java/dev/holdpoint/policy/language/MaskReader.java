package dev.holdpoint.policy.language;

import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation.MaskColumn;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a policy's {@code masks}. */
final class MaskReader {
    private static final List<String> FIELDS = List.of("columns", "detect", "using");
    private static final Pattern COLUMN = Pattern.compile("[^.*\\s]+\\.[^.*\\s]+\\.[^.*\\s]+");
    private static final int MAX_KEPT = 64;

    private MaskReader() {}

    static List<MaskColumn> read(Fields spec) {
        return spec.children("masks", FIELDS).stream().flatMap(MaskReader::mask).toList();
    }

    private static Stream<MaskColumn> mask(Fields mask) {
        if (mask.has("detect")) {
            throw mask.wrong(
                    "detect",
                    "Masking by detected values is not available yet.",
                    "Name the columns: columns: [ public.customers.card_number ].");
        }
        var columns = mask.texts("columns");
        if (columns.isEmpty()) {
            throw mask.wrong("columns", "The mask names no columns.", "Add columns: [ … ].");
        }
        var using = using(mask);
        return columns.stream().map(column -> new MaskColumn(column(column), using));
    }

    private static String column(Text column) {
        if (!COLUMN.matcher(column.value()).matches()) {
            throw column.wrong(
                    column.value() + " does not name one column.",
                    "Write schema.table.column without globs.");
        }
        return column.value();
    }

    private static Mask using(Fields mask) {
        return mask.word("using")
                .map(MaskReader::named)
                .orElseGet(
                        () ->
                                new Mask.KeepLast(
                                        mask.child("using", List.of("keepLast"))
                                                .text("keepLast")
                                                .number(0, MAX_KEPT)));
    }

    private static Mask named(Text name) {
        if (name.value().equals("redact")) {
            return new Mask.Redact();
        }
        throw name.wrong(
                "There is no mask " + name.value() + ".", "Use redact or { keepLast: 4 }.");
    }
}
