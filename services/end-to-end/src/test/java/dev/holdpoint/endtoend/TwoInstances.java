package dev.holdpoint.endtoend;

import java.nio.file.Path;

/** The one-process edition twice on one lab, with one identity. */
record TwoInstances(Lab lab, ServiceProcess first, ServiceProcess second) implements AutoCloseable {
    static TwoInstances start(Path policies) {
        var lab = Lab.start(policies);
        return new TwoInstances(
                lab, ServiceProcess.standalone(lab), ServiceProcess.standalone(lab));
    }

    @Override
    public void close() {
        first.close();
        second.close();
        lab.close();
    }
}
