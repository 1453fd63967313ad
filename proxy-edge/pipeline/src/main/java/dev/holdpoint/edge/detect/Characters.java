package dev.holdpoint.edge.detect;

/** Classes of ASCII characters; everything is false beyond a text's ends. */
final class Characters {
    private Characters() {}

    static boolean isDigit(CharSequence text, int at) {
        return at >= 0 && at < text.length() && isDigit(text.charAt(at));
    }

    static boolean isAlphanumeric(CharSequence text, int at) {
        return at >= 0 && at < text.length() && isAlphanumeric(text.charAt(at));
    }

    static boolean is(CharSequence text, int at, char character) {
        return at >= 0 && at < text.length() && text.charAt(at) == character;
    }

    static boolean startsWith(CharSequence text, int at, String prefix) {
        if (at + prefix.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (text.charAt(at + i) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    static boolean isUpper(char character) {
        return character >= 'A' && character <= 'Z';
    }

    static boolean isLower(char character) {
        return character >= 'a' && character <= 'z';
    }

    static boolean isLetter(char character) {
        return isUpper(character) || isLower(character);
    }

    static boolean isAlphanumeric(char character) {
        return isDigit(character) || isLetter(character);
    }

    /** A character of base64url. */
    static boolean isBase64Url(char character) {
        return isAlphanumeric(character) || character == '-' || character == '_';
    }
}
