package dev.holdpoint.policy.match;

/** A pattern in which {@code *} stands for any characters; matched in linear space, no regex. */
public record Glob(String pattern) {
    /** Whether it matches nothing but itself. */
    public boolean isPlain() {
        return pattern.indexOf('*') < 0;
    }

    public boolean matches(String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
