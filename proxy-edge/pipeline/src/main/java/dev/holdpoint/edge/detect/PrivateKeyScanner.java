package dev.holdpoint.edge.detect;

/** Private keys in PEM, up to their end line or, without one, the end of the text. */
final class PrivateKeyScanner implements Scanner {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String DASHES = "-----";
    private static final int MAX_LABEL = 64;

    @Override
    public void scan(CharSequence text, Found found) {
        int at = 0;
        while (at < text.length()) {
            if (Characters.startsWith(text, at, BEGIN) && isPrivate(text, at + BEGIN.length())) {
                int end = end(text, at + BEGIN.length());
                found.at(at, end);
                at = end;
            } else {
                at++;
            }
        }
    }

    private static boolean isPrivate(CharSequence text, int from) {
        int most = Math.min(text.length(), from + MAX_LABEL);
        return text.subSequence(from, most).toString().contains(PRIVATE);
    }

    private static int end(CharSequence text, int from) {
        for (int at = from; at < text.length(); at++) {
            if (Characters.startsWith(text, at, END)) {
                return endLine(text, at + END.length());
            }
        }
        return text.length();
    }

    private static int endLine(CharSequence text, int from) {
        int most = Math.min(text.length(), from + MAX_LABEL);
        for (int at = from; at < most; at++) {
            if (Characters.startsWith(text, at, DASHES)) {
                return at + DASHES.length();
            }
        }
        return text.length();
    }
}
