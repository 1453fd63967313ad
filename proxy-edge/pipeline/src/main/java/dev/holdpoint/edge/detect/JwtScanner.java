package dev.holdpoint.edge.detect;

/** JSON web tokens: three parts of base64url, of which the first begins as a JSON object does. */
final class JwtScanner implements Scanner {
    private static final int LEAST_HEADER = 10;
    private static final int LEAST_CLAIMS = 4;

    @Override
    public void scan(CharSequence text, Found found) {
        int at = 0;
        while (at < text.length()) {
            if (!Characters.isBase64Url(text.charAt(at))) {
                at++;
                continue;
            }
            int header = run(text, at);
            if (header - at < LEAST_HEADER
                    || !Characters.startsWith(text, at, "eyJ")
                    || !Characters.is(text, header, '.')) {
                at = header;
                continue;
            }
            int claims = run(text, header + 1);
            boolean whole = claims - header > LEAST_CLAIMS && Characters.is(text, claims, '.');
            int end = whole ? run(text, claims + 1) : claims;
            if (whole) {
                found.at(at, end);
            }
            at = end;
        }
    }

    private static int run(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && Characters.isBase64Url(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
