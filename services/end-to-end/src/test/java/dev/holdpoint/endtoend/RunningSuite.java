package dev.holdpoint.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One lab and the one-process edition on it, shared by the tests of this JVM. */
final class RunningSuite {
    private static final RunningSuite SHARED = new RunningSuite();

    final Lab lab = Lab.start();
    final ServiceProcess services =
            ServiceProcess.standalone(lab, lab.directory.resolve("state-1"));

    private RunningSuite() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    static RunningSuite shared() {
        return SHARED;
    }

    private void stop() {
        services.close();
        lab.close();
    }

    Path ca() {
        return services.stateDir.resolve("ca.pem");
    }

    /** psql of one principal, its OIDC token as password. */
    Psql psql(String principal) {
        return Psql.withToken(
                services.postgresPort, ca(), lab.oidc.token(principal, "holdpoint-edge"));
    }

    RestApi as(String principal) {
        return RestApi.as(principal, lab.oidc, services.port);
    }

    /** Statements the target itself logged so far. */
    List<String> targetLog() {
        return read(lab.target.logFile()).lines().toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
