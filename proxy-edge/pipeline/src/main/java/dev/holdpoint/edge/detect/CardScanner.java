package dev.holdpoint.edge.detect;

/**
 * Payment card numbers: 13 to 19 digits that end in their Luhn digit, in groups or not, or written
 * as an amount.
 */
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
            int end = Math.max(longestFrom(text, at, digits), amountFrom(text, at));
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
                if (isCard(digits, count)) {
                    end = at;
                }
                at += separates(text, at) ? 1 : 0;
            }
        }
        return end;
    }

    private static boolean separates(CharSequence text, int at) {
        return Characters.isSpace(text, at)
                || Characters.isDash(text, at)
                || Characters.is(text, at, '.');
    }

    /** The end of a sum whose digits are such a number, with or without the decimals. */
    private static int amountFrom(CharSequence text, int from) {
        var amount = Amount.from(text, from);
        if (amount == null) {
            return 0;
        }
        if (isCard(amount.hundredths())) {
            return amount.endOfHundredths();
        }
        return isCard(amount.whole()) ? amount.end() : 0;
    }

    private static boolean isCard(String number) {
        var digits = number.chars().map(digit -> digit - '0').toArray();
        return isCard(digits, digits.length);
    }

    private static boolean isCard(int[] digits, int count) {
        return count >= FEWEST
                && count <= MOST
                && digits[0] >= 2
                && digits[0] <= 6
                && luhn(digits, count);
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
