package dev.holdpoint.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The one-process edition under policies that ask about every input of a rule. */
final class InputsLab implements AutoCloseable {
    private static final Path RESOURCES =
            Repository.ROOT.resolve("services/end-to-end/src/test/resources/inputs");

    final Lab lab;
    final ServiceProcess services;

    private InputsLab(Lab lab, ServiceProcess services) {
        this.lab = lab;
        this.services = services;
    }

    static InputsLab start() throws IOException {
        var policies = Files.createTempDirectory("holdpoint-policies");
        Files.copy(RESOURCES.resolve("inputs.yaml"), policies.resolve("inputs.yaml"));
        Files.copy(
                DemoPolicies.DEMO.resolve("target-payments.yaml"),
                policies.resolve("target-payments.yaml"));
        var lab = Lab.start(policies);
        lab.target.execute("payments", Files.readString(RESOURCES.resolve("tables.sql")));
        return new InputsLab(lab, ServiceProcess.standalone(lab));
    }

    @Override
    public void close() {
        services.close();
        lab.close();
    }

    /** A document of the policies in force. */
    Path document(String name) {
        return lab.policies.resolve(name);
    }

    /** What psql prints for statements in a session that calls itself so. */
    String as(String application, String... statements) {
        var all = new ArrayList<>(List.of("SET application_name = '" + application + "'"));
        all.addAll(List.of(statements));
        return deployBot().run(all.toArray(String[]::new)).output();
    }

    Psql deployBot() {
        return services.psql("deploy-bot");
    }
}
