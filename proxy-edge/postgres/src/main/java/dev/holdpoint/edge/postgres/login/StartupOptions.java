package dev.holdpoint.edge.postgres.login;

import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The start-up parameter {@code options}: settings in command-line form, taken apart as the target
 * would ({@code pg_split_opts}), so that each is decided by its name.
 */
final class StartupOptions {
    private StartupOptions() {}

    /**
     * The settings of {@code -c name=value}, {@code -cname=value} and {@code --name=value}.
     *
     * @throws MalformedFrame for anything else
     */
    static Map<String, String> read(String options) {
        var settings = new LinkedHashMap<String, String>();
        var words = words(options).iterator();
        while (words.hasNext()) {
            var word = words.next();
            if (word.equals("-c") && words.hasNext()) {
                put(settings, words.next());
            } else if (word.startsWith("-c") && word.length() > 2) {
                put(settings, word.substring(2));
            } else if (word.startsWith("--") && word.length() > 2) {
                put(settings, word.substring(2));
            } else {
                throw new MalformedFrame(
                        "start-up parameter options: %s is not allowed through Holdpoint"
                                .formatted(word));
            }
        }
        return settings;
    }

    /** A dash in the name stands for an underscore, as it does at the target. */
    private static void put(Map<String, String> settings, String setting) {
        int equals = setting.indexOf('=');
        if (equals <= 0) {
            throw new MalformedFrame("start-up parameter options: " + setting + " has no value");
        }
        settings.put(setting.substring(0, equals).replace('-', '_'), setting.substring(equals + 1));
    }

    /** Split at white space; a backslash takes the next character as it is. */
    private static List<String> words(String options) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean inWord = false;
        for (int at = 0; at < options.length(); at++) {
            char c = options.charAt(at);
            if (isSpace(c)) {
                if (inWord) {
                    words.add(word.toString());
                }
                word.setLength(0);
                inWord = false;
            } else {
                inWord = true;
                boolean escapes = c == '\\' && at + 1 < options.length();
                word.append(escapes ? options.charAt(++at) : c);
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
