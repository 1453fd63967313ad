package dev.holdpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PsqlAccessTest {
    private final PsqlAccess access =
            new PsqlAccess("localhost", "15432", "payments", "a~1", Path.of("/my dir/ca.pem"));

    @Test
    void the_password_file_escapes_what_libpq_would_split_at() {
        assertThat(access.pgpass("x:y\\z")).isEqualTo("localhost:15432:payments:a~1:x\\:y\\\\z\n");
    }

    @Test
    void the_psql_line_verifies_the_server_and_survives_a_path_with_spaces() {
        assertThat(access.psql(Path.of("/my dir/p")))
                .isEqualTo(
                        "PGPASSFILE='/my dir/p' psql 'host=localhost port=15432 dbname=payments"
                                + " user=a~1 sslmode=verify-full sslrootcert='\\''/my dir/ca.pem'\\'''");
    }
}
