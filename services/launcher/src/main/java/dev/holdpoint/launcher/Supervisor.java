package dev.holdpoint.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Brings everything up in order, watches it, and takes it down in the opposite order. */
final class Supervisor {
    private final Path home;
    private final StateDir state;
    private final PortPlan ports;
    private final Shape shape;
    private final Progress progress;
    private final Stopping stopping;
    private final CountDownLatch stopAsked = new CountDownLatch(1);

    Supervisor(Path home, StateDir state, PortPlan ports, Shape shape, Progress progress) {
        this.home = home;
        this.state = state;
        this.ports = ports;
        this.shape = shape;
        this.progress = progress;
        this.stopping = new Stopping(progress);
    }

    /** Returns only when asked to stop; throws when a part fails to start or dies. */
    void run() throws IOException, InterruptedException {
        var services = Services.of(shape, home, ports, Services.shared(home, state, ports));
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        write(services, List.of(), false);
        new Infrastructure(state, ports, stopping, progress).start();
        var running = start(services);
        write(services, running, true);
        progress.say(DemoLines.of(state, ports, shape, progress.seconds()));
        watch(running);
    }

    private List<ServiceProcess> start(Services services) throws InterruptedException, IOException {
        var running = new ArrayList<ServiceProcess>();
        for (var app : services.apps()) {
            var process = ServiceProcess.start(app, state, home);
            stopping.register(app.name(), process::stop, process::alive);
            running.add(process);
        }
        write(services, running, false);
        var readiness = new Readiness();
        for (var process : running) {
            readiness.await(process);
            progress.ready(process.app().name(), "http://localhost:" + process.app().port());
        }
        return running;
    }

    private void write(Services services, List<ServiceProcess> running, boolean ready)
            throws IOException {
        var pids =
                running.stream()
                        .map(
                                each ->
                                        new RunState.Service(
                                                each.app().name(),
                                                RunState.Pid.of(each.process().toHandle()),
                                                each.app().port()))
                        .toList();
        new RunState(
                        RunState.Pid.of(ProcessHandle.current()),
                        ready,
                        shape,
                        "http://localhost:" + ports.oidc,
                        "localhost:" + ports.edge,
                        state.root().resolve("ca.pem").toString(),
                        "localhost:" + ports.kafka,
                        services.api(),
                        pids)
                .write(state.runFile());
    }

    private void watch(List<ServiceProcess> running) throws InterruptedException {
        while (!stopAsked.await(1, TimeUnit.SECONDS)) {
            for (var process : running) {
                if (!process.alive() && stopAsked.getCount() > 0) {
                    throw process.died();
                }
            }
            stopping.dead()
                    .ifPresent(
                            name -> {
                                throw new LaunchFailure(name + " stopped by itself");
                            });
        }
    }

    private void stop() {
        stopAsked.countDown();
        progress.say("stopping");
        stopping.stop();
        try {
            Files.deleteIfExists(state.runFile());
        } catch (IOException e) {
            progress.say("cannot remove " + state.runFile() + ": " + e.getMessage());
        }
    }
}
