package dev.holdpoint.policy.language.clause;

import dev.holdpoint.events.Detector;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.Obligation.DetectValues;
import dev.holdpoint.events.Obligation.MaskColumn;
import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.language.Fields;
import dev.holdpoint.policy.language.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a policy's {@code masks}. */
public final class MaskReader {
    private static final List<String> FIELDS = List.of("name", "columns", "detect", "using");
    private static final Pattern COLUMN = Pattern.compile("[^.*\\s]+\\.[^.*\\s]+\\.[^.*\\s]+");
    private static final int MAX_KEPT = 64;

    private MaskReader() {}

    /** Reads them. */
    public static List<Obligation> read(String policy, Fields spec) {
        var all = new ArrayList<Obligation>();
        var names = new HashSet<String>();
        int number = 0;
        for (var mask : spec.children("masks", FIELDS)) {
            var name = name(mask, ++number);
            if (!names.add(name)) {
                throw mask.wrong(
                        "name",
                        "The mask " + name + " is there twice.",
                        "Give each mask a name of its own; its use is recorded by it.");
            }
            masks(mask, policy + "/" + name).forEach(all::add);
        }
        return all;
    }

    private static String name(Fields mask, int number) {
        return mask.optionalText("name").map(DocumentReader::name).orElse("mask-" + number);
    }

    private static Stream<Obligation> masks(Fields mask, String rule) {
        var columns = mask.texts("columns");
        var detect = mask.texts("detect");
        if (columns.isEmpty() && detect.isEmpty()) {
            throw mask.wrong(
                    "columns",
                    "The mask names neither columns nor detectors.",
                    "Add columns: [ … ] or detect: [ … ].");
        }
        var using = using(mask);
        var named =
                columns.stream()
                        .<Obligation>map(column -> new MaskColumn(column(column), using, rule));
        return detect.isEmpty()
                ? named
                : Stream.concat(named, Stream.of(new DetectValues(detectors(detect), using, rule)));
    }

    private static String column(Text column) {
        if (!COLUMN.matcher(column.value()).matches()) {
            throw column.wrong(
                    column.value() + " does not name one column.",
                    "Write schema.table.column without globs.");
        }
        return column.value();
    }

    private static List<Detector> detectors(List<Text> names) {
        return names.stream().map(MaskReader::detector).toList();
    }

    private static Detector detector(Text name) {
        return Arrays.stream(Detector.values())
                .filter(detector -> word(detector).equals(name.value()))
                .findFirst()
                .orElseThrow(
                        () ->
                                name.wrong(
                                        "There is no detector " + name.value() + ".",
                                        "Use "
                                                + Arrays.stream(Detector.values())
                                                        .map(MaskReader::word)
                                                        .collect(Collectors.joining(", "))
                                                + "."));
    }

    private static String word(Detector detector) {
        return detector.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
        return switch (name.value()) {
            case "redact" -> new Mask.Redact();
            case "null" -> new Mask.NullOut();
            case "token" -> new Mask.Token();
            case "formatPreserving" -> new Mask.FormatPreserving();
            default ->
                    throw name.wrong(
                            "There is no mask " + name.value() + ".",
                            "Use redact, null, token, formatPreserving or { keepLast: 4 }.");
        };
    }
}
