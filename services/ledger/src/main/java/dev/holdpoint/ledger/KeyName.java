package dev.holdpoint.ledger;

/** What C2SP signed-note allows as a key name; an origin is one, too. */
final class KeyName {
    private KeyName() {}

    static boolean isValid(String name) {
        return !name.isEmpty()
                && name.codePoints()
                        .noneMatch(
                                c ->
                                        c == '+'
                                                || Character.isWhitespace(c)
                                                || Character.isSpaceChar(c)
                                                || Character.isISOControl(c));
    }
}
