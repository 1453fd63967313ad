package dev.holdpoint.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Texts that are almost statements, and texts that hide where their statements end. */
final class Mutations {
    private static final Pattern PIECE = Pattern.compile("\\w+|\\s+|'[^']*'|.", Pattern.DOTALL);
    private static final List<String> ODD =
            List.of(
                    ";",
                    "'",
                    "\"",
                    "$$",
                    "$x$",
                    "--",
                    "/*",
                    "*/",
                    "\\",
                    "E'\\''",
                    "U&'\\0041'",
                    "(",
                    ")",
                    "::",
                    ",",
                    ".",
                    "*",
                    "\n",
                    " ",
                    "1",
                    "$1",
                    "NULL",
                    "SELECT",
                    "FROM",
                    "AS",
                    "BEGIN",
                    "END",
                    "ONLY",
                    "\u00e9",
                    "0x1F",
                    "1_000",
                    "B'1'",
                    "N'x'",
                    ":=",
                    "=>");
    private static final List<String> TRICKS =
            List.of(
                    "'a'",
                    "'a''b;'",
                    "'a\\'",
                    "E'a\\';'",
                    "E'a\\\\'",
                    "$$;$$",
                    "$x$;$$;$x$",
                    "U&'\\003b'",
                    "N'x;'",
                    "B'101'",
                    "X'3b'",
                    "1",
                    "1.5e3",
                    "'a'\n'b;'",
                    "NULL",
                    "/* ; */ 1",
                    "/* /* ; */ ; */ 1",
                    "1 -- ;\n",
                    "1 --;\r",
                    "';' || ';'",
                    "1 AS \";\"",
                    "1 AS U&\"\\003b\"",
                    "1 AS \"a\"\";\"",
                    "(1)",
                    "$a1$ $a$ ; $a1$");
    private static final List<String> ENDS = List.of(";", ";;", "; ; ", ";\n", ";/**/", ";--x\n;");

    private final Random random;

    Mutations(long seed) {
        random = new Random(seed);
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** A statement with some of its pieces changed. */
    String of(String statement) {
        var pieces = new ArrayList<String>();
        PIECE.matcher(statement).results().forEach(piece -> pieces.add(piece.group()));
        for (int changes = 1 + random.nextInt(3); changes > 0 && !pieces.isEmpty(); changes--) {
            int at = random.nextInt(pieces.size());
            switch (random.nextInt(4)) {
                case 0 -> pieces.remove(at);
                case 1 -> pieces.add(at, any(ODD));
                case 2 -> pieces.set(at, any(ODD));
                default -> pieces.set(at, pieces.get(random.nextInt(pieces.size())));
            }
        }
        return String.join("", pieces);
    }

    /** Some harmless statements, one after the other. */
    String several() {
        var text = new StringBuilder();
        for (int count = 1 + random.nextInt(5); count > 0; count--) {
            text.append("SELECT ").append(any(TRICKS)).append(any(ENDS));
        }
        return text.toString();
    }
}
