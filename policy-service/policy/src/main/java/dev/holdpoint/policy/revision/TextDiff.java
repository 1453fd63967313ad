package dev.holdpoint.policy.revision;

import java.util.ArrayList;
import java.util.List;

/** The lines by which two texts differ, with some around them. */
final class TextDiff {
    private static final int AROUND = 3;

    private final List<String> before;
    private final List<String> after;
    private final List<String> all = new ArrayList<>();
    private final Effort effort;

    private TextDiff(String before, String after, Effort effort) {
        this.before = before.lines().toList();
        this.after = after.lines().toList();
        this.effort = effort;
    }

    /** As many pairs of lines as are still to be compared, in whatever texts. */
    static final class Effort {
        private long pairs;

        Effort(long pairs) {
            this.pairs = pairs;
        }

        private boolean allows(long more) {
            boolean allowed = more <= pairs;
            pairs -= allowed ? more : 0;
            return allowed;
        }
    }

    /**
     * Where there are more pairs of lines between the first and the last difference than may be
     * compared, all of that counts as replaced. Lines that begin with a space if both texts have
     * them, with {@code -} if only the first and with {@code +} if only the second has; {@code @@}
     * stands for lines that were left out.
     */
    static List<String> of(String before, String after, Effort effort) {
        var diff = new TextDiff(before, after, effort);
        diff.compare();
        return diff.shortened();
    }

    private void compare() {
        int start = 0;
        int most = Math.min(before.size(), after.size());
        while (start < most && before.get(start).equals(after.get(start))) {
            start++;
        }
        int end = 0;
        while (end < most - start
                && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
            end++;
        }
        same(0, start);
        middle(
                before.subList(start, before.size() - end),
                after.subList(start, after.size() - end));
        same(before.size() - end, before.size());
    }

    private void same(int from, int to) {
        before.subList(from, to).forEach(line -> all.add(" " + line));
    }

    private void middle(List<String> left, List<String> right) {
        boolean compared = effort.allows((long) left.size() * right.size());
        var common = compared ? common(left, right) : new int[0][];
        int i = 0;
        int j = 0;
        while (compared && i < left.size() && j < right.size()) {
            if (left.get(i).equals(right.get(j))) {
                all.add(" " + left.get(i++));
                j++;
            } else if (common[i + 1][j] >= common[i][j + 1]) {
                all.add("-" + left.get(i++));
            } else {
                all.add("+" + right.get(j++));
            }
        }
        left.subList(i, left.size()).forEach(line -> all.add("-" + line));
        right.subList(j, right.size()).forEach(line -> all.add("+" + line));
    }

    /** How many lines are in common from each pair of lines on. */
    private static int[][] common(List<String> left, List<String> right) {
        var common = new int[left.size() + 1][right.size() + 1];
        for (int i = left.size() - 1; i >= 0; i--) {
            for (int j = right.size() - 1; j >= 0; j--) {
                common[i][j] =
                        left.get(i).equals(right.get(j))
                                ? common[i + 1][j + 1] + 1
                                : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }

    private List<String> shortened() {
        var lines = new ArrayList<String>();
        for (int i = 0; i < all.size(); i++) {
            if (isNearChange(i)) {
                lines.add(all.get(i));
            } else if (lines.isEmpty() || !lines.getLast().equals("@@")) {
                lines.add("@@");
            }
        }
        return lines;
    }

    private boolean isNearChange(int line) {
        return all
                .subList(Math.max(0, line - AROUND), Math.min(all.size(), line + AROUND + 1))
                .stream()
                .anyMatch(near -> !near.startsWith(" "));
    }
}
