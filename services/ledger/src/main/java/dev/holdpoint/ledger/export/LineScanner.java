package dev.holdpoint.ledger.export;

import dev.holdpoint.ledger.MalformedLedger;

/** Reads the one JSON shape an exported entry has: fixed members in a fixed order, no spaces. */
final class LineScanner {
    private final String line;
    private int at;

    LineScanner(String line) {
        this.line = line;
    }

    boolean sees(char c) {
        return at < line.length() && line.charAt(at) == c;
    }

    LineScanner expect(String literal) {
        if (!line.startsWith(literal, at)) {
            throw new MalformedLedger("expected " + literal + " at column " + (at + 1));
        }
        at += literal.length();
        return this;
    }

    void end() {
        if (at != line.length()) {
            throw new MalformedLedger("more text after the entry at column " + (at + 1));
        }
    }

    long integer() {
        int begin = at;
        while (at < line.length() && "-0123456789".indexOf(line.charAt(at)) >= 0) {
            at++;
        }
        try {
            return Long.parseLong(line, begin, at, 10);
        } catch (NumberFormatException e) {
            throw new MalformedLedger("expected an integer at column " + (begin + 1), e);
        }
    }

    String string() {
        expect("\"");
        int end = at;
        while (end < line.length() && line.charAt(end) != '"' && line.charAt(end) != '\\') {
            end++;
        }
        var text = new StringBuilder(line.substring(at, end));
        at = end;
        while (!sees('"')) {
            text.append(sees('\\') ? escaped() : next());
        }
        at++;
        return text.toString();
    }

    private char next() {
        if (at >= line.length()) {
            throw new MalformedLedger("the line ends inside a string");
        }
        return line.charAt(at++);
    }

    private char escaped() {
        at++;
        char c = next();
        return c == 'u' ? codeUnit() : c;
    }

    private char codeUnit() {
        try {
            char c = (char) Integer.parseInt(line, at, at + 4, 16);
            at += 4;
            return c;
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new MalformedLedger("not an escape at column " + at, e);
        }
    }
}
