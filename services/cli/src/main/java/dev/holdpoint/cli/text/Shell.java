package dev.holdpoint.cli.text;

/** Text that a POSIX shell reads back as it is. */
public final class Shell {
    private Shell() {}

    public static String quoted(String text) {
        return text.matches("[A-Za-z0-9/._:=@%+,~-]+") && !text.startsWith("~")
                ? text
                : "'" + text.replace("'", "'\\''") + "'";
    }
}
