package dev.holdpoint.benchmarks.policy;

import dev.holdpoint.benchmarks.lab.BenchTarget;
import dev.holdpoint.benchmarks.lab.Closing;
import dev.holdpoint.benchmarks.lab.Installation;
import dev.holdpoint.benchmarks.lab.Jvm;
import dev.holdpoint.benchmarks.lab.ManyRules;
import dev.holdpoint.benchmarks.lab.Notebook;
import dev.holdpoint.benchmarks.lab.WorkDirectory;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A Holdpoint of its own with a policy of many rules; services that nobody asks stand still.
 *
 * @param documents what is published
 */
record PolicyLab(Installation installation, Path documents) {
    private static final String FLUSH = "HOLDPOINT_KAFKA_FLUSH_MESSAGES";

    static PolicyLab start(Notebook notebook, Closing closing, int rules, List<String> paused) {
        var work = WorkDirectory.create(closing);
        var target = BenchTarget.start(work, closing);
        var documents = ManyRules.directory(notebook.home(), work, rules);
        var environment = new HashMap<>(Jvm.measured());
        environment.put(Installation.DOCUMENTS, documents.toString());
        environment.putAll(Map.of(FLUSH, "100000"));
        notebook.say("starting Holdpoint in " + work);
        var installation =
                Installation.start(
                        notebook.home(), work.resolve("state"), target.port(), environment);
        closing.then(installation::close);
        paused.forEach(service -> installation.pause(service, true));
        return new PolicyLab(installation, documents);
    }

    /** Where policy-service answers, REST and gRPC. */
    URI policy() {
        return installation.api("/api/v1/policies");
    }
}
