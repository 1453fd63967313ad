package dev.holdpoint.edge.detect;

/** E-mail addresses, from the sign in their middle to both sides. */
final class EmailScanner implements Scanner {
    private static final int MAX_LOCAL = 64;
    private static final int MAX_DOMAIN = 255;

    @Override
    public void scan(CharSequence text, Found found) {
        int free = 0;
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) == '@') {
                int from = local(text, at, free);
                int to = domain(text, at + 1);
                if (from < at && to > 0) {
                    found.at(from, to);
                    free = to;
                    at = to - 1;
                }
            }
        }
    }

    private static int local(CharSequence text, int sign, int first) {
        int from = sign;
        int least = Math.max(first, sign - MAX_LOCAL);
        while (from > least && isLocal(text.charAt(from - 1))) {
            from--;
        }
        return from;
    }

    private static boolean isLocal(char character) {
        return Characters.isAlphanumeric(character)
                || character > 127
                || "._%+-'".indexOf(character) >= 0;
    }

    /** The end of a domain whose last part is letters, at least two; 0 if there is none. */
    private static int domain(CharSequence text, int from) {
        int most = Math.min(text.length(), from + MAX_DOMAIN);
        int dot = 0;
        int at = from;
        while (at < most && isDomain(text.charAt(at))) {
            if (text.charAt(at) == '.' && Characters.isAlphanumeric(text, at + 1)) {
                dot = at;
            }
            at++;
        }
        int end = at;
        while (end > from && !Characters.isAlphanumeric(text.charAt(end - 1))) {
            end--;
        }
        return dot > from && end - dot > 2 && Characters.isLetter(text.charAt(dot + 1)) ? end : 0;
    }

    private static boolean isDomain(char character) {
        return Characters.isAlphanumeric(character) || character == '.' || character == '-';
    }
}
