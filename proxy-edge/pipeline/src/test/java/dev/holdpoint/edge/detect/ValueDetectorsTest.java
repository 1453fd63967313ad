package dev.holdpoint.edge.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.mask.MaskKey;
import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.events.Detector;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ValueDetectorsTest {
    private static final Mask REDACT = new Mask.Redact();

    private final ValueMask values = new ValueMask(new MaskKey(new byte[32]));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CREDIT_CARD | 4111111111111111                    | ****
                    CREDIT_CARD | pay 4111 1111 1111 1111 now         | pay **** now
                    CREDIT_CARD | 5500-0000-0000-0004.                | ****.
                    CREDIT_CARD | 12 4111111111111111 34              | 12 ****
                    CREDIT_CARD | {"pan":"378282246310005"}           | {"pan":"****"}
                    CREDIT_CARD | 4111111111111111,5500000000000004   | ****,****
                    CREDIT_CARD | $4,111,111,111,111,111.00           | $****
                    CREDIT_CARD | -$41,111,111,111,111.11             | -$****
                    CREDIT_CARD | {"$4,111,111,111,111,111.50",$1.00} | {"$****.50",$1.00}
                    CREDIT_CARD | 4,111,111,111,111,111.00 EUR        | **** EUR
                    CREDIT_CARD | \uFFE5 4,111,111,111,111,111        | \uFFE5 ****
                    CREDIT_CARD | 41.111.111.111.111,11 \u20AC        | **** \u20AC
                    CREDIT_CARD | 41\u00A0111\u00A0111\u00A0111\u00A0111,11 kr | **** kr
                    CREDIT_CARD | CHF 4\u2019111\u2019111\u2019111\u2019111\u2019111.00 | CHF ****
                    CREDIT_CARD | 4111\u00A01111\u00A01111\u00A01111  | ****
                    CREDIT_CARD | 4111\u202F1111\u202F1111\u202F1111  | ****
                    CREDIT_CARD | 4111\u20111111\u20111111\u20111111  | ****
                    IBAN        | DE89370400440532013000              | ****
                    IBAN        | to GB29 NWBK 6016 1331 9268 19 asap | to **** asap
                    IBAN        | ch9300762011623852957               | ****
                    IBAN        | DE89\u00A03704\u00A00044\u00A00532\u00A00130\u00A000 | ****
                    EMAIL       | <ada.l+x@mail.example.com>          | <****>
                    EMAIL       | a@b.co, c@d.org                     | ****, ****
                    EMAIL       | ada@example.com.                    | ****.
                    PHONE       | +41 44 668 18 00                    | ****
                    PHONE       | call +1 (650) 253-0000, thanks      | call ****, thanks
                    PHONE       | 0041446681800                       | ****
                    PHONE       | +41\u00A044\u00A0668\u00A018\u201100      | ****
                    US_SSN      | 123-45-6789                         | ****
                    US_SSN      | ssn: 123 45 6789;                   | ssn: ****;
                    US_SSN      | 123\u00A045\u00A06789                  | ****
                    US_SSN      | 123\u201145\u20116789                  | ****
                    US_SSN      | ssn\u2014123-45-6789\u2013revoked        | ssn\u2014****\u2013revoked
                    JWT         | Bearer eyJhbGciOi.eyJzdWIiOiIxIn0.c2ln | Bearer ****
                    JWT         | eyJhbGciOi.eyJzdWIiOiIxIn0.         | ****
                    CLOUD_KEY   | key=AKIAIOSFODNN7EXAMPLE            | key=****
                    CLOUD_KEY   | ghp_abcdefghijklmnopqrstuvwxyz0123456789 | ****
                    CLOUD_KEY   | "sk_live_abcdefghijklmnop"          | "****"
                    PRIVATE_KEY | a -----BEGIN RSA PRIVATE KEY----- MII -----END RSA PRIVATE KEY----- b | a **** b
                    PRIVATE_KEY | -----BEGIN PRIVATE KEY-----MII      | ****
                    SECRET      | s=wJalrXUtnFEMIK7MDENGbPxRfiCYzX3q9 | ****
                    SECRET      | 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b | ****
                    """)
    void what_a_value_looks_like_is_recognised(Detector detector, String text, String masked) {
        assertThat(mask(text, REDACT, detector)).isEqualTo(masked);
        assertThat(detectors(REDACT, detector).couldFind(Buffer.buffer(text), 0, bytes(text)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CREDIT_CARD | 4111111111111112
                    CREDIT_CARD | 411111111111
                    CREDIT_CARD | 41111111111111110000
                    CREDIT_CARD | 4111  1111 1111 1111
                    CREDIT_CARD | 0000000000000000
                    CREDIT_CARD | {4,111,111,111,111,111}
                    CREDIT_CARD | 4,111,111,111,111,111.5
                    CREDIT_CARD | $4,111,111,111,111,112.00
                    CREDIT_CARD | $4,1111,1111,1111,111.00
                    CREDIT_CARD | $4,111,111'111,111,111.00
                    IBAN        | DE89370400440532013001
                    IBAN        | DE8937040044053201300
                    IBAN        | DE893704004405320130001
                    IBAN        | ZZ89370400440532013000
                    EMAIL       | ada@localhost
                    EMAIL       | @example.com
                    EMAIL       | 5 @ 3.14
                    PHONE       | 044 668 18 00
                    PHONE       | +999 123 456 78
                    PHONE       | 1+41446681800
                    US_SSN      | 000-45-6789
                    US_SSN      | 666-45-6789
                    US_SSN      | 912-45-6789
                    US_SSN      | 123-00-6789
                    US_SSN      | 123-45-0000
                    US_SSN      | 123-45-67890
                    US_SSN      | 7\u2013123-45-6789
                    US_SSN      | x-123-45-6789
                    US_SSN      | 123-45 6789
                    JWT         | eyJhbGciOi.eyJ
                    JWT         | abcdefghijklm.nopqrstu.vwxyz
                    CLOUD_KEY   | AKIASHORT
                    CLOUD_KEY   | XAKIAIOSFODNN7EXAMPLE
                    PRIVATE_KEY | -----BEGIN CERTIFICATE-----MII-----END CERTIFICATE-----
                    PRIVATE_KEY | -----BEGIN RSA PUBLIC KEY-----
                    SECRET      | aVeryLongCamelCaseIdentifierOf2Words
                    SECRET      | 3f2504e0-4f89-41d3-9a0c-0305e82c3301
                    SECRET      | /usr/lib/x86_64-linux-gnu/libc.so
                    SECRET      | 20240229123000202402291230002024
                    """)
    void what_only_resembles_it_is_left_alone(Detector detector, String text) {
        assertThat(mask(text, REDACT, detector)).isEqualTo(text);
    }

    @Test
    void parts_that_overlap_are_masked_as_one_and_whole_if_their_masks_differ() {
        var detectors =
                new ValueDetectors(
                        List.of(
                                new Obligation.DetectValues(
                                        List.of(Detector.EMAIL), new Mask.KeepLast(4), "p/a"),
                                new Obligation.DetectValues(
                                        List.of(Detector.CREDIT_CARD), new Mask.Token(), "p/b")));
        var text = "x 4111111111111111@example.com y";

        var found = detectors.find(text);

        assertThat(found).hasSize(1);
        assertThat(ValueDetectors.mask(text, found, values)).isEqualTo("x **** y");
        assertThat(detectors.find("a@b.example and 4111111111111111"))
                .extracting(Detection::rule)
                .containsExactly("p/a", "p/b");
    }

    @Test
    void a_mask_is_applied_to_the_part_alone_but_null_is_null() {
        assertThat(mask("n 4111111111111111.", new Mask.KeepLast(4), Detector.CREDIT_CARD))
                .isEqualTo("n ************1111.");
        assertThat(mask("n 4111111111111111.", new Mask.FormatPreserving(), Detector.CREDIT_CARD))
                .matches("n [0-9]{16}\\.");
        assertThat(mask("n 4111111111111111.", new Mask.NullOut(), Detector.CREDIT_CARD)).isNull();
    }

    @Test
    void a_text_too_long_to_be_looked_at_is_masked_whole() {
        assertThat(mask("x".repeat(ValueDetectors.MOST + 1), new Mask.Token(), Detector.EMAIL))
                .isEqualTo("****");
    }

    @Test
    void without_obligations_nothing_is_looked_for() {
        var none = new ValueDetectors(List.of());

        assertThat(none.isEmpty()).isTrue();
        assertThat(none.find("4111111111111111")).isEmpty();
        assertThat(none.couldFind(Buffer.buffer("4111111111111111"), 0, 16)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Detector.class)
    void a_glance_at_plain_words_and_small_numbers_goes_no_further(Detector detector) {
        var text = Buffer.buffer("Ada Lovelace, 36, paid");

        assertThat(detectors(REDACT, detector).couldFind(text, 0, text.length())).isFalse();
    }

    @Test
    void telephone_numbers_are_asked_about_only_so_often() {
        var asked = new int[1];
        var found = new int[1];
        var scanner =
                new PhoneScanner(
                        _ -> {
                            asked[0]++;
                            return false;
                        });

        scanner.scan("+12345678 ".repeat(1_000), (_, _) -> found[0]++);

        assertThat(asked[0]).isEqualTo(256);
        assertThat(found[0]).isPositive();
    }

    private ValueDetectors detectors(Mask mask, Detector detector) {
        return new ValueDetectors(
                List.of(new Obligation.DetectValues(List.of(detector), mask, "p/m")));
    }

    private @Nullable String mask(String text, Mask mask, Detector detector) {
        return ValueDetectors.mask(text, detectors(mask, detector).find(text), values);
    }

    private static int bytes(String text) {
        return Buffer.buffer(text).length();
    }
}
