package dev.holdpoint.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.concurrent.Future;

/** Calls that hold up the thread they are made on. */
final class BlockingCalls {
    private static final Set<String> WAITING =
            Set.of(
                    "java.lang.Thread.sleep",
                    "java.lang.Thread.join",
                    "java.lang.Object.wait",
                    "java.net.http.HttpClient.send",
                    "java.sql.DriverManager.getConnection",
                    "java.util.concurrent.BlockingQueue.put",
                    "java.util.concurrent.BlockingQueue.take",
                    "java.util.concurrent.CountDownLatch.await",
                    "java.util.concurrent.CyclicBarrier.await",
                    "java.util.concurrent.Exchanger.exchange",
                    "java.util.concurrent.ExecutorService.awaitTermination",
                    "java.util.concurrent.ExecutorService.invokeAll",
                    "java.util.concurrent.Semaphore.acquire",
                    "java.util.concurrent.locks.Condition.await",
                    "io.vertx.core.Future.await",
                    "io.smallrye.mutiny.Uni.await");

    private BlockingCalls() {}

    static ArchRule noneIn(String packages) {
        return noClasses()
                .that()
                .resideInAPackage(packages)
                .should()
                .callMethodWhere(DescribedPredicate.describe("blocks", BlockingCalls::blocks));
    }

    private static boolean blocks(JavaMethodCall call) {
        var target = call.getTarget();
        return WAITING.contains(target.getOwner().getName() + "." + target.getName())
                || waitsForFuture(target);
    }

    private static boolean waitsForFuture(AccessTarget.MethodCallTarget target) {
        return target.getOwner().isAssignableTo(Future.class)
                && Set.of("get", "join").contains(target.getName());
    }
}
