package dev.holdpoint.sql.text;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A large text without its bulk: a literal for each long literal, and one constant or row of
 * constants for a long run of them. What was put in holds a secret that nobody who wrote the text
 * can know, so that {@link Witnesses} can tell from the parse tree whether it stands where only a
 * constant can: then PostgreSQL's scanner was outside of any quote or comment there, and what was
 * left out are the same tokens as what stands for them.
 */
public final class Condensed {
    private static final int LONG_LITERAL = 256;
    private static final int MANY_ROWS = 50;

    /** More than any row, select list or call can have. */
    private static final int MANY_CONSTANTS = 2_000;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;
    private final Constants constants;
    private final StringBuilder kept = new StringBuilder();
    private final String secret;
    private final Set<String> witnesses = new LinkedHashSet<>();
    private int at;
    private int looked;

    private Condensed(String text) {
        this.text = text;
        this.constants = new Constants(text);
        var random = new byte[16];
        RANDOM.nextBytes(random);
        this.secret = HexFormat.of().formatHex(random);
    }

    /** Leaves the bulk out of a text. */
    public static Condensed of(String text) {
        var condensed = new Condensed(text);
        while (condensed.at < text.length()) {
            condensed.step();
        }
        return condensed;
    }

    /** What is left to parse. */
    public String text() {
        return kept.toString();
    }

    /** What has to be found in the parse tree, and where. */
    public Witnesses witnesses() {
        return new Witnesses(secret, witnesses);
    }

    private void step() {
        char c = text.charAt(at);
        if (c == '\'') {
            literal();
        } else if (c == '"') {
            keepTo(Lexemes.behind("\"", text, at + 1));
        } else if (text.startsWith("--", at)) {
            keepTo(Lexemes.behind("\n", text, at));
        } else if (text.startsWith("/*", at)) {
            keepTo(BlockComment.end(text, at));
        } else if (c == '$' && !Lexemes.isAfterName(text, at)) {
            dollar();
        } else {
            keepTo(at + 1);
            if (c == ',' && at >= looked) {
                run();
            }
        }
    }

    /** With two backslashes, which only a literal without escapes leaves as they are. */
    private void literal() {
        boolean prefixed = Lexemes.isAfterName(text, at) || at > 0 && text.charAt(at - 1) == '&';
        int end = prefixed ? prefixedEnd() : constants.literal(at);
        if (end < 0) {
            keepTo(text.length());
        } else if (prefixed || end - at <= LONG_LITERAL) {
            keepTo(end);
        } else {
            kept.append(witness(Witnesses.LITERAL));
            at = end;
        }
    }

    private void run() {
        var run = constants.run(at);
        looked = constants.seen();
        if (run.count() < (run.width() == 0 ? MANY_CONSTANTS : MANY_ROWS)) {
            return;
        }
        kept.append(
                run.width() == 0
                        ? witness(Witnesses.CONSTANT)
                        : "(" + witness(Witnesses.ROW) + ",NULL".repeat(run.width() - 1) + ")");
        kept.append(',');
        at = run.end();
    }

    private String witness(char kind) {
        var witness = "\\\\" + secret + kind + witnesses.size();
        witnesses.add(witness);
        return "'" + witness + "'";
    }

    private void dollar() {
        int tag = at + 1;
        while (tag < text.length()
                && Lexemes.isOfName(text.charAt(tag))
                && text.charAt(tag) != '$') {
            tag++;
        }
        boolean opens = tag < text.length() && text.charAt(tag) == '$';
        keepTo(opens ? Lexemes.behind(text.substring(at, tag + 1), text, tag + 1) : at + 1);
    }

    private int prefixedEnd() {
        boolean escapes =
                "eE".indexOf(text.charAt(at - 1)) >= 0 && !Lexemes.isAfterName(text, at - 1);
        if (!escapes) {
            return constants.literal(at);
        }
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '\'') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, text.length());
    }

    private void keepTo(int end) {
        kept.append(text, at, end);
        at = end;
    }
}
