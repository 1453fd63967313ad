package dev.holdpoint.benchmarks.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class NotebookTest {
    private final StringWriter printed = new StringWriter();

    @TempDir private Path scratch;

    @Test
    void a_report_is_printed_and_kept_by_the_name_of_its_verb() {
        run("--out", scratch.resolve("new").toString());

        assertThat(printed.toString()).contains("forty-two");
        assertThat(scratch.resolve("new").resolve("weigh.md")).hasContent("forty-two");
    }

    @Test
    void without_a_directory_it_is_printed_alone() {
        run("--home", scratch.toString());

        assertThat(printed.toString()).contains("forty-two");
        assertThat(scratch).isEmptyDirectory();
    }

    private void run(String... arguments) {
        var line = new CommandLine(new Weigh()).setOut(new PrintWriter(printed));
        assertThat(line.execute(arguments)).isZero();
    }

    /** A verb. */
    @Command(name = "weigh")
    private static final class Weigh implements Callable<Integer> {
        @Mixin private final Notebook notebook = new Notebook();

        @Override
        public Integer call() throws IOException {
            notebook.report("forty-two");
            return 0;
        }
    }
}
