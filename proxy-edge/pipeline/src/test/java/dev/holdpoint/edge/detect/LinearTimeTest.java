package dev.holdpoint.edge.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Counts how often characters are read: in the worst texts, too, a constant number of times. */
class LinearTimeTest {
    private static final int LENGTH = 20_000;
    private static final int MOST_READS_EACH = 200;
    private static final int QUESTION = 60;

    private static final Map<String, Scanner> SCANNERS =
            Map.of(
                    "card", new CardScanner(),
                    "iban", new IbanScanner(),
                    "email", new EmailScanner(),
                    "phone", new PhoneScanner(_ -> false),
                    "ssn", new SsnScanner(),
                    "jwt", new JwtScanner(),
                    "cloud", new CloudKeyScanner(),
                    "pem", new PrivateKeyScanner(),
                    "secret", new SecretScanner());

    private static final List<String> PARTS =
            List.of(
                    "1",
                    "4111 ",
                    "1 ",
                    "1-",
                    "411,",
                    "411,111,111,111,111.00 ",
                    "$4'111'111",
                    "4111-1111-1111-111",
                    "DE89 ",
                    "DE89370400440532013001",
                    "A1A1",
                    "a@",
                    "@",
                    "a@b.",
                    "a.",
                    "+",
                    "+1 ",
                    "00 ",
                    "+41-",
                    "0",
                    "123-45-",
                    "eyJ",
                    "eyJabcdefgh.",
                    "eyJabcdefgh.abcde ",
                    "AKIA",
                    "A",
                    "AKIA ",
                    "-",
                    "-----BEGIN ",
                    "-----BEGIN PRIVATE KEY-----",
                    "-----END ",
                    "aB3",
                    "aB3xY9",
                    "0123456789abcdef",
                    "/",
                    "=",
                    " ",
                    "\u00e9");

    static Stream<Arguments> worst() {
        return SCANNERS.keySet().stream()
                .flatMap(name -> PARTS.stream().map(part -> Arguments.of(name, part)));
    }

    @ParameterizedTest
    @MethodSource("worst")
    void a_text_twice_as_long_takes_twice_the_reads(String scanner, String part) {
        long once = reads(SCANNERS.getOrDefault(scanner, (_, _) -> {}), part, LENGTH);
        long twice = reads(SCANNERS.getOrDefault(scanner, (_, _) -> {}), part, 2 * LENGTH);

        assertThat(twice).isLessThan(2 * once + 20 * QUESTION);
        assertThat(once).isLessThan((long) MOST_READS_EACH * LENGTH);
    }

    private static long reads(Scanner scanner, String part, int length) {
        var text = new Counting(part.repeat(length / part.length()));
        scanner.scan(text, (from, to) -> assertThat(to).isGreaterThan(from));
        return text.reads;
    }

    private static final class Counting implements CharSequence {
        private final String text;
        private long reads;

        Counting(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            reads++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            reads += end - start;
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
