package dev.holdpoint.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a service's readiness endpoint until it says yes. */
final class Readiness {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Duration PAUSE = Duration.ofMillis(150);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    void await(ServiceProcess service) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        var last = "no answer";
        while (System.nanoTime() < end) {
            if (!service.alive()) {
                throw service.died();
            }
            last = ask(service.app().readyUrl());
            if (last.isEmpty()) {
                return;
            }
            Thread.sleep(PAUSE);
        }
        throw new LaunchFailure(
                "%s is not ready after %d s: %s%n%s"
                        .formatted(
                                service.app().name(),
                                LIMIT.toSeconds(),
                                last,
                                service.lastLines()));
    }

    /** Empty when ready, else what is missing. */
    String ask(String url) throws InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() == 200 ? "" : answer.statusCode() + " " + answer.body();
        } catch (IOException notYet) {
            return "no answer";
        }
    }
}
