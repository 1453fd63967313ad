package dev.holdpoint.policy;

import static dev.holdpoint.policy.PolicyInstances.edit;
import static dev.holdpoint.policy.PolicyInstances.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.policy.revision.Past;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions of the past on a real database: how much is read for them, and for how many. */
class PastIT {
    private final PolicyInstances instances = new PolicyInstances();
    private final Path documents = Surroundings.demoDocuments();
    private Instant four;
    private InstantSource clock = InstantSource.system();
    private Past past;

    @BeforeEach
    void letOneGrantGo() {
        var instance = instances.start(documents);
        await().atMost(Duration.ofSeconds(30)).until(instance::isLoaded);
        await().until(() -> instance.current().number() == instances.events("%"));
        four = Instant.now();
        edit(documents, "grants.yaml", "owner: bea", "owner: bea\n  expiresAt: 2020-01-01");
        await().until(() -> instance.current().grants().size() == 3);
        past = instances.past(clock);
    }

    @AfterEach
    void stop() {
        instances.close();
    }

    @Test
    void what_was_in_force_is_told_up_to_the_first_later_event() {
        assertThat(grants(four)).isEqualTo(4);
        assertThat(grants(Instant.now())).isEqualTo(3);
        assertThat(grants(Instant.EPOCH)).isZero();
    }

    @Test
    void the_pages_of_one_moment_are_of_one_fold() {
        var first = settled(past.at(four, Function.identity()));

        assertThat(settled(past.at(four, Function.identity()))).isSameAs(first);
        assertThat(settled(past.at(Instant.now(), Function.identity()))).isNotSameAs(first);
    }

    @Test
    void a_moment_that_may_still_get_events_is_looked_at_again() {
        var now = Instant.now();
        var first = settled(past.at(now, Function.identity()));

        assertThat(settled(past.at(now, Function.identity()))).isNotSameAs(first);
    }

    @Test
    void a_moment_is_settled_once_the_clock_of_no_instance_may_be_before_it() {
        var now = Instant.now();
        clock = () -> now.plusSeconds(61);
        past = instances.past(clock);
        var first = settled(past.at(now, Function.identity()));

        assertThat(settled(past.at(now, Function.identity()))).isSameAs(first);
    }

    @Test
    void of_too_many_who_ask_the_last_is_told_to_try_again() {
        var over = new CountDownLatch(1);
        var one = asking(1, over);
        var other = asking(2, over);

        assertThatThrownBy(() -> settled(asking(3, over))).isInstanceOf(Past.Busy.class);

        over.countDown();
        assertThat(settled(Future.all(one, other)).succeeded()).isTrue();
        assertThat(grants(four.minusNanos(1_000))).isEqualTo(4);
    }

    private int grants(Instant at) {
        return settled(past.at(at, rulebook -> rulebook.grants().size()));
    }

    private Future<Integer> asking(int nanos, CountDownLatch over) {
        return past.at(
                four.plusNanos(nanos * 1_000L),
                rulebook -> {
                    awaitEnd(over);
                    return rulebook.grants().size();
                });
    }

    private static void awaitEnd(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
