package dev.holdpoint.policy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Decision;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void it_takes_the_way_of_every_answer() {
        assertThat(Rehearsal.run())
                .hasExactlyElementsOfTypes(
                        Decision.Deny.class, Decision.Hold.class, Decision.Allow.class);
    }
}
