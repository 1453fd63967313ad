package dev.holdpoint.edge.postgres.session.kept;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeptMemoryTest {
    private static final int FREE = 16 * 1024;

    private final KeptMemory memory = new KeptMemory(100_000);
    private final KeptMemory.Share share = memory.share();

    @Test
    void what_is_left_is_left_for_all_sessions_together() {
        share.keep(FREE + 60_000);
        assertThat(share.objection()).isNull();
        var other = memory.share();
        other.keep(FREE + 40_000);

        assertThat(share.objection()).contains("no memory left");
        assertThat(other.objection()).contains("no memory left");
        other.keep(-1);
        assertThat(share.objection()).isNull();
    }

    @Test
    void who_keeps_little_may_keep_it_whatever_others_do() {
        share.keep(FREE + 200_000);
        var other = memory.share();
        other.keep(FREE);

        assertThat(other.objection()).isNull();
        other.keep(1);
        assertThat(other.objection()).isNotNull();
    }

    @Test
    void one_session_may_not_keep_everything() {
        var alone = new KeptMemory(Long.MAX_VALUE).share();
        alone.keep(24L << 20);

        assertThat(alone.objection()).contains("in this session");
    }

    @Test
    void a_closed_share_gives_everything_back_and_takes_nothing_more() {
        share.keep(FREE + 100_000);
        share.close();
        share.keep(FREE + 100_000);
        var other = memory.share();
        other.keep(FREE + 99_999);

        assertThat(other.objection()).isNull();
    }
}
