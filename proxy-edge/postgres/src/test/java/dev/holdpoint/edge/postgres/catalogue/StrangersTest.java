package dev.holdpoint.edge.postgres.catalogue;

import static dev.holdpoint.edge.postgres.catalogue.ScriptedCatalogs.ADMITTED;
import static dev.holdpoint.edge.postgres.catalogue.ScriptedCatalogs.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.sql.catalogue.SqlCatalog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.text.MessageFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Functions that somebody vouches for and that a target does not have as they were read. */
class StrangersTest {
    private static final CatalogSnapshot TAKEN =
            new CatalogSnapshot(
                    new TargetCatalog(Instant.EPOCH, Map.of(), Map.of(), SqlCatalog.EMPTY),
                    "as it was",
                    true,
                    List.of("public.f()"));

    private final CachedCatalogs catalogs =
            new CachedCatalogs(
                    (_, _) -> Future.succeededFuture(TAKEN),
                    _ -> Future.succeededFuture("as it was"),
                    () -> Instant.EPOCH,
                    _ -> Promise.<Void>promise().future(),
                    new Vouching());

    @Test
    void they_are_told_once_for_each_snapshot() {
        var log = Logger.getLogger(KeptCatalog.class.getName());
        var told = new Told();
        log.addHandler(told);
        try {
            assertThat(catalogs.get(PAYMENTS, ADMITTED).isComplete()).isTrue();
            assertThat(catalogs.get(PAYMENTS, ADMITTED).isComplete()).isTrue();
        } finally {
            log.removeHandler(told);
        }
        assertThat(told.lines)
                .containsExactly(
                        "WARNING vouched for, but not what was read:"
                                + " target=payments function=public.f()");
    }

    /** Keeps what is logged. */
    private static final class Told extends Handler {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            var text = MessageFormat.format(line.getMessage(), line.getParameters());
            lines.add(line.getLevel() + " " + text);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
