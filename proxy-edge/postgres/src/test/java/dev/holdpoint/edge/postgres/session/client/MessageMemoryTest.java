package dev.holdpoint.edge.postgres.session.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageMemoryTest {
    private static final int LARGE = 100_000;
    private final MessageMemory memory = new MessageMemory(250_000);
    private final MessageMemory.Share share = memory.share();

    @Test
    void what_is_announced_counts_before_it_is_here() {
        assertThat(share.settle(200_000)).isTrue();
        assertThat(memory.share().settle(LARGE)).isFalse();
    }

    @Test
    void small_messages_cost_nothing() {
        assertThat(share.settle(250_000)).isTrue();
        assertThat(memory.share().settle(16 * 1024)).isTrue();
    }

    @Test
    void many_small_messages_that_wait_count_beyond_what_is_free() {
        for (int i = 0; i < 16; i++) {
            share.arrived(16 * 1024);
        }
        assertThat(share.settle(0)).isTrue();
        assertThat(memory.share().settle(200_000)).isFalse();

        for (int i = 0; i < 16; i++) {
            share.serving(16 * 1024);
        }
        share.served(0);

        assertThat(memory.share().settle(250_000)).isTrue();
    }

    @Test
    void a_message_counts_once_from_its_announcement_until_it_is_served() {
        assertThat(share.settle(200_000)).isTrue();
        share.arrived(200_000);
        assertThat(share.settle(0)).isTrue();
        share.serving(200_000);
        assertThat(share.settle(0)).isTrue();
        assertThat(memory.share().settle(LARGE)).isFalse();

        share.served(0);

        assertThat(memory.share().settle(LARGE)).isTrue();
    }

    @Test
    void who_gets_nothing_keeps_nothing_from_others() {
        assertThat(memory.share().settle(300_000)).isFalse();
        assertThat(share.settle(250_000)).isTrue();
    }

    @Test
    void a_closed_share_gives_everything_back_and_takes_nothing_more() {
        share.settle(250_000);
        share.close();
        share.arrived(LARGE);
        share.settle(250_000);

        assertThat(memory.share().settle(250_000)).isTrue();
    }
}
