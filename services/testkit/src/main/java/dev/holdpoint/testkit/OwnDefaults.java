package dev.holdpoint.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Libraries share one process: a key without its service's name would be another's, too. */
public interface OwnDefaults {
    /** The name all keys of this module carry. */
    String service();

    @Test
    default void every_key_carries_the_service_name() throws IOException {
        assertThat(ModuleDefaults.read().stringPropertyNames())
                .isNotEmpty()
                .allMatch(
                        key ->
                                key.matches(
                                        "(holdpoint|quarkus\\.(datasource|hibernate-orm|grpc\\.clients))\\."
                                                + service()
                                                + "[.-].+"));
    }
}
