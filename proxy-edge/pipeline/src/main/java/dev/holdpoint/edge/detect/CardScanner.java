package dev.holdpoint.edge.detect;

/** Payment card numbers: 13 to 19 digits, in groups or not, that end in their Luhn digit. */
final class CardScanner implements Scanner {
    private static final int FEWEST = 13;
    private static final int MOST = 19;

    @Override
    public void scan(CharSequence text, Found found) {
        var digits = new int[MOST];
        int at = 0;
        while (at < text.length()) {
            if (!Characters.isDigit(text.charAt(at))) {
                at++;
                continue;
            }
            int end = longestFrom(text, at, digits);
            if (end > 0) {
                found.at(at, end);
                at = end;
            } else {
                at = groupEnd(text, at);
            }
        }
    }

    private static int groupEnd(CharSequence text, int from) {
        int at = from;
        while (Characters.isDigit(text, at)) {
            at++;
        }
        return at;
    }

    /** The end of the longest number that begins here and ends where a group does; 0 if none. */
    private static int longestFrom(CharSequence text, int from, int[] digits) {
        int count = 0;
        int end = 0;
        int at = from;
        while (count < MOST && Characters.isDigit(text, at)) {
            digits[count++] = text.charAt(at++) - '0';
            if (!Characters.isDigit(text, at)) {
                if (count >= FEWEST && isCard(digits, count)) {
                    end = at;
                }
                at += separates(text, at) ? 1 : 0;
            }
        }
        return end;
    }

    private static boolean separates(CharSequence text, int at) {
        return Characters.is(text, at, ' ')
                || Characters.is(text, at, '-')
                || Characters.is(text, at, '.');
    }

    private static boolean isCard(int[] digits, int count) {
        return digits[0] >= 2 && digits[0] <= 6 && luhn(digits, count);
    }

    private static boolean luhn(int[] digits, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int doubled = digits[i] * ((count - i) % 2 == 0 ? 2 : 1);
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
