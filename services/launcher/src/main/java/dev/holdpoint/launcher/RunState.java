package dev.holdpoint.launcher;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.holdpoint.embedded.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What run.json tells the other verbs about the running Holdpoint. */
record RunState(
        Pid launcher,
        boolean ready,
        Shape shape,
        String issuer,
        String edge,
        String ca,
        String kafka,
        Map<String, String> api,
        List<Service> services) {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** A process, told apart from a later one with the same number by its start time. */
    record Pid(long number, long startedAt) {
        static Pid of(ProcessHandle handle) {
            return new Pid(handle.pid(), startedAt(handle));
        }

        private static long startedAt(ProcessHandle handle) {
            return handle.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
        }

        /** The process if it still runs; one that ended but was not reaped has no command. */
        Optional<ProcessHandle> handle() {
            return ProcessHandle.of(number)
                    .filter(ProcessHandle::isAlive)
                    .filter(handle -> handle.info().command().isPresent())
                    .filter(handle -> startedAt(handle) == startedAt);
        }
    }

    /** One service process and the port of its REST and gRPC. */
    record Service(String name, Pid pid, int port) {}

    static Optional<RunState> read(Path file) {
        try {
            return Optional.of(JSON.readValue(Files.readString(file), RunState.class));
        } catch (IOException absentOrTorn) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        PrivateFiles.write(file, json());
    }

    String json() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JacksonException e) {
            throw new LaunchFailure("cannot write run.json", e);
        }
    }
}
