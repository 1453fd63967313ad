package dev.holdpoint.sql.text;

import dev.holdpoint.events.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Replaces what of a text carries credentials. */
public final class RecordableText {
    public static final String WITHHELD = "(not recorded: it may hold a credential)";

    /** Stands for a value that is not a part of a text. */
    public static final String HIDDEN = "***";

    private static final Pattern SUSPECT =
            Pattern.compile(
                    "(?is)passw|passphrase|pwd|secret|token|credential|user\\s+mapping|subscription"
                            + "|dblink|identified\\s+by|"
                            + CredentialLiterals.ADDRESS);
    private static final Pattern DEFINES = Pattern.compile("(?i)\\b(create|alter)\\b");
    private static final Pattern USERS =
            Pattern.compile("(?i)\\b(user|role|group|server|system|database)\\b");
    private static final int SHOWN = 4 * 1024;

    private RecordableText() {}

    /** A text that could not be parsed, without what looks like a literal in it. */
    public static String unread(String text) {
        boolean suspect =
                SUSPECT.matcher(text).find()
                        || DEFINES.matcher(text).find() && USERS.matcher(text).find();
        return suspect ? WITHHELD : withoutLiterals(text);
    }

    /** A value that stands by itself. */
    public static String value(String value) {
        return CredentialLiterals.isIn(value) ? HIDDEN : value;
    }

    /** A text that could be parsed, without its literals. */
    public static String withoutLiterals(String text) {
        return without(
                Pieces.of(text),
                text,
                piece -> piece.isLiteral() || piece.value() == null || piece.isCredential());
    }

    /**
     * A text that could be parsed, without those literals, quoted names and comments that carry a
     * credential, show one that another carries, or cannot be read as they stand; without any
     * literals if not all that the parser read are found as they stand.
     *
     * @param values all that the parser read; asked for only if one may carry a credential
     */
    public static String withoutCredentials(String text, Supplier<Stream<String>> values) {
        if (!CredentialLiterals.mayBeIn(text)) {
            return text;
        }
        var secrets = new CredentialLiterals();
        values.get().filter(CredentialLiterals::isIn).forEach(secrets::add);
        var pieces = Pieces.of(text);
        var met = pieces.stream().filter(Piece::isCredential).map(Piece::value).toList();
        return secrets.isEmpty() && met.isEmpty() ? text : without(secrets, met, pieces, text);
    }

    private static String without(
            CredentialLiterals secrets, List<String> met, List<Piece> pieces, String text) {
        met.forEach(secrets::learn);
        return secrets.areMany() || !secrets.areAmong(met)
                ? withoutLiterals(text)
                : without(
                        pieces,
                        text,
                        piece -> piece.value() == null || secrets.show(piece.value()));
    }

    private static String without(List<Piece> pieces, String text, Predicate<Piece> hidden) {
        var kept = new StringBuilder();
        int at = 0;
        for (var piece : pieces) {
            kept.append(text, at, piece.from());
            kept.append(
                    hidden.test(piece) ? piece.hidden() : text.substring(piece.from(), piece.to()));
            at = piece.to();
        }
        return kept.append(text, at, text.length()).toString();
    }

    /** A text too large to be recorded whole: its beginning, its length and its SHA-256. */
    public static String beginning(String text, boolean credentials) {
        var first = text.substring(0, Math.min(text.length(), 2 * SHOWN));
        boolean hidden = credentials || SUSPECT.matcher(first).find();
        return cut(hidden ? withoutLiterals(first) : first) + summary(text);
    }

    /** Of a text too large to be recorded whole that may hold a credential anywhere. */
    public static String withheld(String text) {
        return WITHHELD + summary(text);
    }

    private static String cut(String text) {
        int end = Math.min(text.length(), SHOWN);
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    private static String summary(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var sha256 = HexFormat.of().formatHex(Sha256.start().digest(bytes));
        return "… (%d bytes in all, sha256:%s)".formatted(bytes.length, sha256);
    }
}
