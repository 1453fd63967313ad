package dev.holdpoint.audit.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.audit.recordings.Verification.Verdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerificationTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(3_600);

    private static KeptChunks kept(long chunks, long bytes, @Nullable Long broken) {
        return kept(chunks, bytes, broken, "other", 0);
    }

    private static KeptChunks kept(
            long chunks, long bytes, @Nullable Long broken, String toldDigest, long toldBytes) {
        var digest = chunks == 0 ? null : "d" + chunks;
        return new KeptChunks(
                chunks, bytes, chunks, bytes, broken, digest, "f", toldDigest, toldBytes);
    }

    private static Recorded recorded(long chunks, long bytes) {
        return new Recorded(chunks, bytes, "d" + chunks, NOON);
    }

    private static Verdict verdict(KeptChunks kept, @Nullable Recorded recorded, Instant now) {
        return Verification.of(kept, recorded, now).verdict();
    }

    @Test
    void a_whole_chain_that_ends_as_recorded_is_verified() {
        assertThat(Verification.of(kept(2, 9, null), recorded(2, 9), LATER))
                .isEqualTo(new Verification(Verdict.VERIFIED, null));
    }

    @Test
    void nothing_but_the_recorded_chain_is_verified() {
        assertThat(verdict(kept(2, 9, 2L), recorded(2, 9), LATER)).isEqualTo(Verdict.BROKEN);
        assertThat(verdict(kept(1, 5, null), recorded(2, 9), LATER)).isEqualTo(Verdict.BROKEN);
        assertThat(verdict(kept(3, 9, null), recorded(2, 9), LATER)).isEqualTo(Verdict.BROKEN);
        assertThat(verdict(kept(2, 8, null), recorded(2, 9), NOON)).isEqualTo(Verdict.BROKEN);
        assertThat(verdict(kept(2, 8, null), recorded(2, 9), LATER)).isEqualTo(Verdict.BROKEN);
        var other = new Recorded(2, 9, "other", NOON);
        assertThat(verdict(kept(2, 9, null), other, LATER)).isEqualTo(Verdict.BROKEN);
    }

    @Test
    void without_the_word_that_it_is_complete_it_is_incomplete() {
        assertThat(verdict(kept(2, 9, null), null, LATER)).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void chunks_may_arrive_after_the_word_that_they_are_complete() {
        assertThat(verdict(kept(1, 5, null), recorded(2, 9), NOON)).isEqualTo(Verdict.INCOMPLETE);
        assertThat(verdict(kept(0, 0, null), recorded(2, 9), NOON)).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void what_was_added_to_the_recorded_chain_is_not_vouched_for_yet() {
        var added = kept(3, 12, null, "d2", 9);

        assertThat(verdict(added, recorded(2, 9), NOON)).isEqualTo(Verdict.INCOMPLETE);
        assertThat(verdict(added, recorded(2, 9), LATER)).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void more_than_was_recorded_is_broken_where_it_begins_otherwise() {
        for (var now : List.of(NOON, LATER)) {
            assertThat(verdict(kept(3, 12, null, "other", 9), recorded(2, 9), now))
                    .isEqualTo(Verdict.BROKEN);
            assertThat(verdict(kept(3, 12, null, "d2", 8), recorded(2, 9), now))
                    .isEqualTo(Verdict.BROKEN);
        }
    }

    @Test
    void a_recording_of_which_nothing_is_kept_is_gone() {
        assertThat(verdict(kept(0, 0, null), recorded(2, 9), LATER)).isEqualTo(Verdict.GONE);
    }
}
