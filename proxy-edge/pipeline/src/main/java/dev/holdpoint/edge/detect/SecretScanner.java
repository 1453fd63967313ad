package dev.holdpoint.edge.detect;

import java.util.Arrays;

/** Long words of letters and digits that look thrown like dice: passwords, tokens, keys. */
final class SecretScanner implements Scanner {
    private static final int LEAST = 20;
    private static final int LEAST_HEX = 32;
    private static final int UUID_LENGTH = 36;
    private static final double EVENNESS = 0.8;
    private static final int ALPHABET = 64;
    private static final int HEX_ALPHABET = 16;

    @Override
    public void scan(CharSequence text, Found found) {
        var word = new Word();
        int at = 0;
        while (at < text.length()) {
            if (!isPart(text.charAt(at))) {
                at++;
                continue;
            }
            int from = at;
            word.clear();
            while (at < text.length() && isPart(text.charAt(at))) {
                word.add(text.charAt(at++));
            }
            if (at - from >= LEAST && word.isSecret()) {
                found.at(from, at);
            }
        }
    }

    private static boolean isPart(char character) {
        return Characters.isBase64Url(character)
                || character == '+'
                || character == '/'
                || character == '=';
    }

    /** What a word consists of, counted as it is read. */
    private static final class Word {
        private final int[] counts = new int[128];
        private int length;
        private int digits;
        private int uppers;
        private int lowers;
        private int hexes;
        private int dashes;
        private int changes;
        private int last;

        /** Costs no more than the word before it did. */
        void clear() {
            if (length > 0) {
                Arrays.fill(counts, 0);
            }
            length = 0;
            digits = 0;
            uppers = 0;
            lowers = 0;
            hexes = 0;
            dashes = 0;
            changes = 0;
            last = 0;
        }

        void add(char character) {
            counts[character]++;
            length++;
            int kind = kind(character);
            if (kind != 0) {
                changes += last != 0 && last != kind ? 1 : 0;
                last = kind;
            }
        }

        private int kind(char character) {
            hexes += Character.digit(character, HEX_ALPHABET) >= 0 ? 1 : 0;
            if (Characters.isDigit(character)) {
                digits++;
                return 1;
            } else if (Characters.isUpper(character)) {
                uppers++;
                return 2;
            } else if (Characters.isLower(character)) {
                lowers++;
                return 3;
            }
            dashes += character == '-' ? 1 : 0;
            return 0;
        }

        boolean isSecret() {
            if (hexes + dashes == length) {
                boolean uuid = length == UUID_LENGTH && dashes == 4;
                return !uuid
                        && hexes >= LEAST_HEX
                        && digits > 0
                        && uppers + lowers > 0
                        && isEven(HEX_ALPHABET)
                        && changes * 4 >= hexes;
            }
            return digits > 1
                    && uppers > 0
                    && lowers > 0
                    && isEven(ALPHABET)
                    && changes * 5 >= length * 2;
        }

        /** Whether the entropy of its characters is near the most a word of its length can have. */
        private boolean isEven(int alphabet) {
            double entropy = 0;
            for (int count : counts) {
                if (count > 0) {
                    double share = (double) count / length;
                    entropy -= share * log2(share);
                }
            }
            return entropy >= EVENNESS * log2(Math.min(length, alphabet));
        }

        private static double log2(double value) {
            return Math.log(value) / Math.log(2);
        }
    }
}
