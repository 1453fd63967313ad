package dev.holdpoint.edge.postgres.login;

import java.util.Locale;
import java.util.Set;

/** Settings of a target under which a statement's text means what the parser takes it to mean. */
public final class ParameterGuard {
    /** Encodings in which no byte of a longer character can be taken for an ASCII one. */
    private static final Set<String> ENCODINGS = Set.of("UTF8", "UNICODE", "SQLASCII");

    private ParameterGuard() {}

    /** False if a text could be read differently by the target than by the parser. */
    public static boolean isSafe(String parameter, String value) {
        return switch (parameter) {
            case "standard_conforming_strings" -> value.equals("on");
            case "client_encoding" -> ENCODINGS.contains(plain(value));
            default -> true;
        };
    }

    private static String plain(String encoding) {
        return encoding.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
    }
}
