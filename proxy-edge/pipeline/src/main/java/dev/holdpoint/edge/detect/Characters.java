package dev.holdpoint.edge.detect;

/** Classes of characters; everything is false beyond a text's ends. */
final class Characters {
    private static final char MINUS = '\u2212';

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

    /** Whether groups of digits are set apart by it: any space that keeps to its line. */
    static boolean isSpace(CharSequence text, int at) {
        return isOf(Character.SPACE_SEPARATOR, text, at);
    }

    /** A hyphen, a dash or a minus. */
    static boolean isDash(CharSequence text, int at) {
        return isOf(Character.DASH_PUNCTUATION, text, at) || is(text, at, MINUS);
    }

    static boolean isCurrency(CharSequence text, int at) {
        return isOf(Character.CURRENCY_SYMBOL, text, at);
    }

    private static boolean isOf(byte category, CharSequence text, int at) {
        return at >= 0 && at < text.length() && Character.getType(text.charAt(at)) == category;
    }

    /** A character of base64url. */
    static boolean isBase64Url(char character) {
        return isAlphanumeric(character) || character == '-' || character == '_';
    }
}
