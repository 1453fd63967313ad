package dev.holdpoint.edge.postgres.catalogue;

import dev.holdpoint.edge.postgres.catalogue.Judgement.Column;
import dev.holdpoint.edge.postgres.catalogue.TargetState.Seen;
import dev.holdpoint.edge.postgres.catalogue.query.CatalogLoader;
import dev.holdpoint.edge.postgres.login.TargetLogin;
import dev.holdpoint.edge.postgres.session.kept.SessionNames;
import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.edge.session.Credential;
import dev.holdpoint.embedded.EmbeddedPostgres;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.analyse.PostgresAnalyser;
import dev.holdpoint.sql.catalogue.Namespace;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/** A target full of traps: what is understood of a text, and what the text does. */
final class ObservedTarget implements AutoCloseable {
    private static final String DATABASE = "observed";

    private final EmbeddedPostgres server;
    private final Vertx vertx = Vertx.vertx();
    private final PostgresAnalyser analyser =
            new PostgresAnalyser(
                    new PostgresAnalyser.Limits(
                            256 << 10, Duration.ofSeconds(30), 1, 1024, 8 << 20));
    private final TargetCatalog catalog;
    private final AppConnection app;
    private final TargetState state;

    ObservedTarget(Path directory) throws SQLException {
        server =
                EmbeddedPostgres.start(
                        directory.resolve("observed"), 0, EmbeddedPostgres.Settings.throwAway());
        server.createDatabase(DATABASE);
        make(resource("target.sql"));
        catalog = load();
        make(resource("observer.sql"));
        app = new AppConnection(DriverManager.getConnection(url(), login("app", "app")));
        state = new TargetState(app);
    }

    private void make(String script) throws SQLException {
        var login = login(server.user(), server.password());
        try (var owner = DriverManager.getConnection(url(), login);
                var statement = owner.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(script);
        }
    }

    static String resource(String name) {
        try (var in = Objects.requireNonNull(ObservedTarget.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TargetCatalog load() {
        var clock = InstantSource.system();
        var spec =
                new TargetSpec(
                        "postgres",
                        server.host(),
                        server.port(),
                        DATABASE,
                        "app",
                        "env:UNUSED",
                        "disable",
                        Map.of(),
                        List.of());
        return new CatalogLoader(new TargetLogin(vertx, new Uuid7(clock)), clock)
                .load(new Admitted(spec, new Credential("app", "app"), List.of()), List.of())
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .catalog();
    }

    private String url() {
        return "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + DATABASE;
    }

    private static Properties login(String user, String password) {
        var login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        login.setProperty("preferQueryMode", "simple");
        return login;
    }

    /** What is said of a text, with all that it prepares and declares itself. */
    CommandFacts facts(String text, List<String> path) {
        return new SessionNames(null).resolve(text, analyse(text, path)).facts();
    }

    Analysis analyse(String text, List<String> path) {
        var space = new Namespace(path, Set.of(), false, false);
        return analyser.analyse(text, catalog.names().under(space)).toCompletableFuture().join();
    }

    /** Runs a text and undoes it. */
    Seen run(String text, List<String> path) throws SQLException {
        return state.after(text, path);
    }

    /** Whether a text that runs otherwise is refused if its reader may not read this column. */
    boolean needs(Column column, String text, List<String> path) throws SQLException {
        return state.needs(column, text, path);
    }

    /** Whether a text ends otherwise where this column of a table has other values. */
    boolean dependsOn(Column column, String value, String text, List<String> path)
            throws SQLException {
        return state.dependsOn(column, value, text, path);
    }

    @Override
    public void close() throws SQLException {
        app.close();
        analyser.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }
}
