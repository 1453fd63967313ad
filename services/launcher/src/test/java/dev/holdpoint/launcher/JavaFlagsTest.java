package dev.holdpoint.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JavaFlagsTest {
    @Test
    void the_environment_adds_options_to_the_one_program_it_names() {
        var environment = Map.of("HOLDPOINT_JVM_PROXY_EDGE", " -Xmx256m  -Xlog:gc ");

        assertThat(JavaFlags.of("proxy-edge", environment)).containsExactly("-Xmx256m", "-Xlog:gc");
        assertThat(JavaFlags.of("audit-service", environment)).isEmpty();
    }

    @Test
    void what_the_environment_says_comes_after_the_laptops_own_choice() {
        assertThat(JavaFlags.line("-Xmx512m", List.of("-Xmx256m"), List.of("-jar", "x.jar")))
                .containsSubsequence("-Xmx512m", "-Xmx256m", "-jar");
    }
}
