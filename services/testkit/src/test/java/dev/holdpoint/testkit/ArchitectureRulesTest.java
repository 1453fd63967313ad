package dev.holdpoint.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** A rule that never fails is no rule. */
class ArchitectureRulesTest {
    @Test
    void a_blocking_call_is_found() {
        var classes = new ClassFileImporter().importClasses(Blocking.class);

        assertThatThrownBy(() -> BlockingCalls.noneIn("dev.holdpoint.testkit..").check(classes))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Thread.sleep")
                .hasMessageContaining("CompletableFuture.join")
                .hasMessageContaining("Semaphore.acquire");
    }

    private static final class Blocking {
        void run() throws InterruptedException {
            Thread.sleep(1);
            new Semaphore(1).acquire();
            var _ = CompletableFuture.completedFuture(1).join();
        }
    }
}
