package dev.holdpoint.edge.detect;

import org.jspecify.annotations.Nullable;

/**
 * A number with its thousands set apart, as PostgreSQL shows {@code money} and people write sums.
 *
 * @param whole its digits but those behind the decimal point
 * @param end where they end
 * @param hundredths all of its digits
 * @param endOfHundredths where those end
 */
record Amount(String whole, int end, String hundredths, int endOfHundredths) {
    private static final int GROUP = 3;
    private static final int DECIMALS = 2;
    private static final int MOST = 19;

    /**
     * The one that begins here, if there is one. Numbers in a list have commas between them, too:
     * what has nothing else is one only with decimals or behind a currency sign.
     */
    static @Nullable Amount from(CharSequence text, int from) {
        int at = from;
        while (at - from <= GROUP && Characters.isDigit(text, at)) {
            at++;
        }
        if (at - from > GROUP || !isApart(text, at) || !isGroup(text, at + 1, GROUP)) {
            return null;
        }
        char apart = text.charAt(at);
        var whole = new StringBuilder().append(text, from, at);
        while (Characters.is(text, at, apart) && isGroup(text, at + 1, GROUP)) {
            if (whole.length() > MOST) {
                return null;
            }
            whole.append(text, at + 1, at + 1 + GROUP);
            at += 1 + GROUP;
        }
        boolean decimals = isPoint(text, at, apart) && isGroup(text, at + 1, DECIMALS);
        if (apart == ',' && !decimals && !isPriced(text, from)) {
            return null;
        }
        int end = decimals ? at + 1 + DECIMALS : at;
        var all = decimals ? whole + text.subSequence(at + 1, end).toString() : whole.toString();
        return new Amount(whole.toString(), at, all, end);
    }

    private static boolean isApart(CharSequence text, int at) {
        return Characters.isSpace(text, at) || isOneOf(",.'\u2019", text, at);
    }

    private static boolean isPoint(CharSequence text, int at, char apart) {
        return isOneOf(".,", text, at) && !Characters.is(text, at, apart);
    }

    private static boolean isOneOf(String characters, CharSequence text, int at) {
        return at < text.length() && characters.indexOf(text.charAt(at)) >= 0;
    }

    /** Exactly so many digits. */
    private static boolean isGroup(CharSequence text, int from, int count) {
        int at = from;
        while (at - from < count && Characters.isDigit(text, at)) {
            at++;
        }
        return at - from == count && !Characters.isDigit(text, at);
    }

    private static boolean isPriced(CharSequence text, int from) {
        int before = from - 1;
        return Characters.isCurrency(text, Characters.isSpace(text, before) ? before - 1 : before);
    }
}
