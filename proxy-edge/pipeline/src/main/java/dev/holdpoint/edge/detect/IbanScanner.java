package dev.holdpoint.edge.detect;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** International bank account numbers: a country's length and check digits that are right. */
final class IbanScanner implements Scanner {
    private static final int CHECKED = 97;
    private static final Map<String, Integer> LENGTHS = lengths();

    @Override
    public void scan(CharSequence text, Found found) {
        for (int at = 0; at < text.length(); at++) {
            if (begins(text, at)) {
                int end = end(text, at);
                if (end > 0) {
                    found.at(at, end);
                    at = end - 1;
                }
            }
        }
    }

    private static boolean begins(CharSequence text, int at) {
        return Characters.isLetter(text.charAt(at))
                && !Characters.isAlphanumeric(text, at - 1)
                && at + 3 < text.length()
                && Characters.isLetter(text.charAt(at + 1))
                && Characters.isDigit(text, at + 2)
                && Characters.isDigit(text, at + 3);
    }

    private static int end(CharSequence text, int from) {
        var country = text.subSequence(from, from + 2).toString().toUpperCase(Locale.ROOT);
        int length = LENGTHS.getOrDefault(country, 0);
        var number = new StringBuilder(length);
        int at = from;
        while (number.length() < length && at < text.length()) {
            char character = text.charAt(at);
            if (Characters.isAlphanumeric(character)) {
                number.append(character);
            } else if (!Characters.isSpace(text, at) || !Characters.isAlphanumeric(text, at + 1)) {
                return 0;
            }
            at++;
        }
        return length > 0 && number.length() == length && isWhole(text, at) && isValid(number)
                ? at
                : 0;
    }

    private static boolean isWhole(CharSequence text, int end) {
        return !Characters.isAlphanumeric(text, end);
    }

    /** ISO 13616: the first four characters go last, letters count from 10. */
    private static boolean isValid(CharSequence number) {
        int rest = 0;
        for (int i = 0; i < number.length(); i++) {
            int value = Character.digit(number.charAt((i + 4) % number.length()), 36);
            rest = (rest * (value < 10 ? 10 : 100) + value) % CHECKED;
        }
        return rest == 1;
    }

    private static Map<String, Integer> lengths() {
        var lengths = new HashMap<String, Integer>();
        for (var part :
                """
                15 NO 16 BE 18 DK FI FO GL NL SD FK 19 MK SI 20 AT BA EE KZ LT LU XK MN \
                21 CH CR HR LI LV 22 BG BH DE GB GE IE ME RS VA 23 AE IL IQ TL OM SO \
                24 AD CZ ES MD PK RO SA SE SK TN VG DJ 25 LY PT ST 26 IS TR 27 BI FR GR IT MC MR SM \
                28 AL AZ BY CY DO GT HU LB NI PL SV 29 BR EG PS QA UA 30 JO KW MU YE 31 MT SC 32 LC 33 RU"""
                        .split(" ")) {
            if (Character.isDigit(part.charAt(0))) {
                lengths.put("", Integer.parseInt(part));
            } else {
                lengths.put(part, lengths.get(""));
            }
        }
        return Map.copyOf(lengths);
    }
}
