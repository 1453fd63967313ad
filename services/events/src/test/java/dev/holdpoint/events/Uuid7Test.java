package dev.holdpoint.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Uuid7Test {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123Z");

    @Test
    void an_id_says_its_version_variant_and_millisecond() {
        var id = UUID.fromString(new Uuid7(InstantSource.fixed(NOON)).next());

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
    }

    @Test
    void ids_sort_by_time_as_text() {
        var earlier = new Uuid7(InstantSource.fixed(NOON)).next();
        var later = new Uuid7(InstantSource.fixed(NOON.plusMillis(1))).next();

        assertThat(earlier).isLessThan(later);
    }

    @Test
    void ids_of_one_millisecond_differ() {
        var ids = new Uuid7(InstantSource.fixed(NOON));

        assertThat(Stream.generate(ids::next).limit(1_000)).doesNotHaveDuplicates();
    }
}
