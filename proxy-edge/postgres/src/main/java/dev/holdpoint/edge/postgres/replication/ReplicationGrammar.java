package dev.holdpoint.edge.postgres.replication;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Sha256;
import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.Mentions;
import dev.holdpoint.sql.NameChange;
import dev.holdpoint.sql.catalogue.Basis;
import dev.holdpoint.sql.text.RecordableText;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The commands of the streaming replication protocol (section 55.4), told apart from SQL as a
 * target does, by their first word alone, which is written in capitals. What follows must be words,
 * strings and numbers of one command.
 */
public final class ReplicationGrammar {
    private static final String CREATE = "CREATE_REPLICATION_SLOT";
    private static final String DROP = "DROP_REPLICATION_SLOT";
    private static final Set<String> COMMANDS =
            Set.of(
                    "IDENTIFY_SYSTEM",
                    "SHOW",
                    "READ_REPLICATION_SLOT",
                    CREATE,
                    DROP,
                    "ALTER_REPLICATION_SLOT",
                    "START_REPLICATION",
                    "TIMELINE_HISTORY",
                    "BASE_BACKUP",
                    "UPLOAD_MANIFEST");

    private static final int MOST = 64 * 1024;
    private static final Pattern TARGET =
            Pattern.compile("\\btarget\\b\"?+\\s*+(?!'client')", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*+\"|'[^']*+'");
    private static final String MARKS = "(),./";
    private static final Mentions NOTHING = new Mentions(Set.of(), Set.of(), false, false);

    private ReplicationGrammar() {}

    /**
     * What a text is that begins as one of the commands does; empty if the target takes it for SQL.
     *
     * @param basis what it would be understood by if it were SQL
     */
    public static Optional<Analysis> read(String text, Basis basis) {
        int from = spaces(text, 0);
        var first = text.substring(from, word(text, from));
        if (!COMMANDS.contains(first)) {
            return Optional.empty();
        }
        boolean isOne = isOne(text, from + first.length()) && !leavesTheStream(first, text);
        return Optional.of(isOne ? understood(first, text, basis) : notUnderstood(text));
    }

    /** A backup to the server's files or by its programs, a slot by a library that a path names. */
    private static boolean leavesTheStream(String command, String text) {
        return command.equals("BASE_BACKUP") && TARGET.matcher(withoutLiterals(text)).find()
                || command.equals(CREATE) && text.indexOf('/') >= 0;
    }

    /** The same with every literal but one empty, so that what a backup is called is no option. */
    private static String withoutLiterals(String text) {
        return QUOTED.matcher(text)
                .replaceAll(
                        part ->
                                part.group().startsWith("'") && !part.group().equals("'client'")
                                        ? "''"
                                        : Matcher.quoteReplacement(part.group()));
    }

    private static boolean isOne(String text, int from) {
        if (text.length() > MOST) {
            return false;
        }
        int at = spaces(text, from);
        while (at < text.length() && text.charAt(at) != ';') {
            int next = piece(text, at);
            if (next == at) {
                return false;
            }
            at = spaces(text, next);
        }
        return at == text.length() || spaces(text, at + 1) == text.length();
    }

    /** The end of what begins there; the same place if nothing that belongs to a command does. */
    private static int piece(String text, int at) {
        char c = text.charAt(at);
        if (c == '\'' || c == '"') {
            int end = text.indexOf(c, at + 1);
            return end < 0 ? at : end + 1;
        }
        return MARKS.indexOf(c) >= 0 ? at + 1 : word(text, at);
    }

    private static int word(String text, int from) {
        int at = from;
        while (at < text.length() && isOfWord(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Everything beyond ASCII belongs to words, as it does at the target. */
    private static boolean isOfWord(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '_'
                || c == '$'
                || c > '\u007f';
    }

    private static int spaces(String text, int from) {
        int at = from;
        while (at < text.length() && " \t\n\r\f\u000b".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static Analysis understood(String command, String text, Basis basis) {
        return new Analysis.Understood(
                CommandFacts.of(
                        command, Effect.REPLICATION, command.equals(DROP), fingerprint(text)),
                null,
                recordable(text),
                List.of(),
                NOTHING,
                List.of(),
                List.of(),
                NameChange.NONE,
                false,
                !recordable(text).equals(text),
                basis,
                null);
    }

    private static String recordable(String text) {
        return RecordableText.withoutCredentials(text, () -> Stream.of(text));
    }

    private static String fingerprint(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Sha256.start().digest(bytes));
    }

    private static Analysis notUnderstood(String text) {
        return new Analysis.NotUnderstood(
                CommandFacts.of("UNKNOWN", Effect.UNKNOWN),
                RecordableText.unread(text),
                "it begins as a replication command and is none that only streams, of at most 64 KiB");
    }
}
