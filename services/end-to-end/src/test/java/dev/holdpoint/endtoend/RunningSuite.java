package dev.holdpoint.endtoend;

import java.nio.file.Path;
import java.util.List;

/** One lab and the one-process edition on it, shared by the tests of this JVM. */
final class RunningSuite {
    private static final RunningSuite SHARED = new RunningSuite();

    final Lab lab = Lab.start();
    final ServiceProcess services = ServiceProcess.standalone(lab);

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

    Psql psql(String principal) {
        return services.psql(principal);
    }

    RestApi as(String principal) {
        return services.as(principal);
    }

    /** Statements the target itself logged so far. */
    List<String> targetLog() {
        return lab.targetLog().lines().toList();
    }
}
