package dev.holdpoint.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunStateTest {
    private static final RunState.Pid SELF = RunState.Pid.of(ProcessHandle.current());
    @TempDir Path dir;

    @Test
    void what_is_written_is_read_back() throws Exception {
        var file = dir.resolve("run.json");
        var run =
                new RunState(
                        SELF,
                        true,
                        Shape.SEPARATE,
                        "http://localhost:1",
                        "localhost:2",
                        "/ca.pem",
                        "localhost:3",
                        Map.of("/api/v1/holds", "http://localhost:4"),
                        List.of(new RunState.Service("approval-service", SELF, 4)));
        run.write(file);
        assertThat(RunState.read(file)).contains(run);
    }

    @Test
    void a_torn_or_missing_file_reads_as_nothing_running() throws Exception {
        var file = dir.resolve("run.json");
        assertThat(RunState.read(file)).isEmpty();
        Files.writeString(file, "{\"launcher\": {");
        assertThat(RunState.read(file)).isEmpty();
    }

    @Test
    void a_reused_process_number_is_not_mistaken_for_ours() {
        assertThat(SELF.handle()).isPresent();
        assertThat(new RunState.Pid(SELF.number(), SELF.startedAt() - 60_000).handle()).isEmpty();
    }
}
