package dev.holdpoint.edge.detect;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.function.Predicate;

/** Telephone numbers in international form: a plus or 00, then what some country gives out. */
final class PhoneScanner implements Scanner {
    private static final int FEWEST_DIGITS = 8;
    private static final int MAX_DIGITS = 17;
    private static final int MAX_GROUPS = 10;
    private static final int MAX_BETWEEN = 2;
    private static final int MAX_ASKED = 256;

    private final Predicate<String> numbers;

    PhoneScanner() {
        this(PhoneScanner::isGivenOut);
    }

    /**
     * @param numbers tells a telephone number from other digits; asked so often in one text, after
     *     that everything counts as one
     */
    PhoneScanner(Predicate<String> numbers) {
        this.numbers = numbers;
    }

    @Override
    public void scan(CharSequence text, Found found) {
        int asked = 0;
        for (int at = 0; at < text.length(); at++) {
            int digits = digitsFrom(text, at);
            if (digits > 0) {
                var candidate = new Candidate(text, digits);
                int end = candidate.end(MAX_ASKED - asked);
                asked += candidate.asked;
                if (end > 0) {
                    found.at(at, end);
                    at = end - 1;
                }
            }
        }
    }

    private static int digitsFrom(CharSequence text, int at) {
        if (Characters.isAlphanumeric(text, at - 1)) {
            return 0;
        }
        if (text.charAt(at) == '+') {
            return at + 1;
        }
        return Characters.is(text, at, '0') && Characters.is(text, at + 1, '0') ? at + 2 : 0;
    }

    /** Digits in groups; whole groups are tried, most first. */
    private final class Candidate {
        private final CharSequence text;
        private final StringBuilder number = new StringBuilder("+");
        private final int[] ends = new int[MAX_GROUPS];
        private final int[] lengths = new int[MAX_GROUPS];
        private int groups;
        private int asked;

        Candidate(CharSequence text, int digits) {
            this.text = text;
            int at = digits;
            while (groups < MAX_GROUPS && number.length() <= MAX_DIGITS) {
                int next = group(skip(at));
                if (next == 0) {
                    break;
                }
                at = next;
            }
        }

        private int skip(int from) {
            int at = from;
            while (at - from < MAX_BETWEEN && isBetween(at)) {
                at++;
            }
            return at;
        }

        private boolean isBetween(int at) {
            return Characters.isSpace(text, at)
                    || Characters.isDash(text, at)
                    || at < text.length() && "()./".indexOf(text.charAt(at)) >= 0;
        }

        private int group(int from) {
            int at = from;
            while (Characters.isDigit(text, at) && number.length() <= MAX_DIGITS) {
                number.append(text.charAt(at++));
            }
            if (at == from || Characters.isAlphanumeric(text, at)) {
                return 0;
            }
            ends[groups] = at;
            lengths[groups++] = number.length();
            return at;
        }

        int end(int questions) {
            for (int group = groups - 1; group >= 0; group--) {
                if (lengths[group] > FEWEST_DIGITS) {
                    if (asked >= questions) {
                        return ends[group];
                    }
                    asked++;
                    if (numbers.test(number.substring(0, lengths[group]))) {
                        return ends[group];
                    }
                }
            }
            return 0;
        }
    }

    private static boolean isGivenOut(String number) {
        var library = PhoneNumberUtil.getInstance();
        try {
            return library.isValidNumber(library.parse(number, null));
        } catch (NumberParseException e) {
            return false;
        }
    }
}
