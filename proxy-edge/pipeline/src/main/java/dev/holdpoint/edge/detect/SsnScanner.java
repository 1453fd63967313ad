package dev.holdpoint.edge.detect;

/** Social security numbers of the United States: three, two and four digits as they are given. */
final class SsnScanner implements Scanner {
    private static final int LENGTH = 11;
    private static final int FIRST_GAP = 3;
    private static final int SECOND_GAP = 6;

    @Override
    public void scan(CharSequence text, Found found) {
        for (int at = 0; at + LENGTH <= text.length(); at++) {
            if (Characters.isDigit(text, at) && stands(text, at) && isNumber(text, at)) {
                found.at(at, at + LENGTH);
                at += LENGTH - 1;
            }
        }
    }

    private static boolean stands(CharSequence text, int at) {
        return !Characters.isAlphanumeric(text, at - 1)
                && !isJoined(text, at - 1, at - 2)
                && !Characters.isAlphanumeric(text, at + LENGTH)
                && !isJoined(text, at + LENGTH, at + LENGTH + 1);
    }

    /** A hyphen always joins; another dash only to more digits, for it may as well part words. */
    private static boolean isJoined(CharSequence text, int dash, int beyond) {
        return Characters.is(text, dash, '-')
                || Characters.isDash(text, dash) && Characters.isDigit(text, beyond);
    }

    private static boolean isNumber(CharSequence text, int at) {
        char gap = text.charAt(at + FIRST_GAP);
        for (int i = 0; i < LENGTH; i++) {
            boolean between = i == FIRST_GAP || i == SECOND_GAP;
            if (between ? text.charAt(at + i) != gap : !Characters.isDigit(text, at + i)) {
                return false;
            }
        }
        var area = text.subSequence(at, at + FIRST_GAP).toString();
        return (Characters.isDash(text, at + FIRST_GAP) || Characters.isSpace(text, at + FIRST_GAP))
                && !area.equals("000")
                && !area.equals("666")
                && area.charAt(0) != '9'
                && !Characters.startsWith(text, at + 4, "00")
                && !Characters.startsWith(text, at + 7, "0000");
    }
}
