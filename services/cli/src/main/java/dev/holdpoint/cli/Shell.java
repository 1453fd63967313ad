package dev.holdpoint.cli;

/** Text that a POSIX shell reads back as it is. */
final class Shell {
    private Shell() {}

    static String quoted(String text) {
        return text.matches("[A-Za-z0-9/._:=@%+,~-]+") && !text.startsWith("~")
                ? text
                : "'" + text.replace("'", "'\\''") + "'";
    }
}
