package dev.holdpoint.cli.text;

import java.lang.Character.UnicodeScript;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Letters that a reader would take for those of ASCII: in a word with such letters those of a
 * script that has like ones, and letters of ASCII in another dress anywhere.
 */
final class Lookalikes {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}_$]+");
    private static final Pattern ASCII = Pattern.compile("[A-Za-z]");
    private static final Set<UnicodeScript> ALIKE =
            EnumSet.of(
                    UnicodeScript.CYRILLIC,
                    UnicodeScript.GREEK,
                    UnicodeScript.ARMENIAN,
                    UnicodeScript.CHEROKEE,
                    UnicodeScript.COPTIC,
                    UnicodeScript.LISU,
                    UnicodeScript.DESERET);

    private Lookalikes() {}

    /** Where they begin. */
    static BitSet in(String text) {
        var found = new BitSet();
        var words = WORD.matcher(text);
        while (words.find()) {
            boolean ascii = ASCII.matcher(words.group()).find();
            for (int at = words.start(); at < words.end(); ) {
                int point = text.codePointAt(at);
                if (dressed(point) || ascii && ALIKE.contains(UnicodeScript.of(point))) {
                    found.set(at);
                }
                at += Character.charCount(point);
            }
        }
        return found;
    }

    /** Full width, or letters and digits of mathematics. */
    private static boolean dressed(int point) {
        return 0xff10 <= point && point <= 0xff5a || 0x1d400 <= point && point <= 0x1d7ff;
    }
}
