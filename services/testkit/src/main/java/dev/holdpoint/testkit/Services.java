package dev.holdpoint.testkit;

import java.util.Arrays;
import java.util.List;

/** The five services by their root packages. */
enum Services {
    EDGE("edge"),
    POLICY("policy"),
    APPROVAL("approval"),
    AUDIT("audit"),
    REVIEW("review");

    static final List<Services> ALL = List.of(values());

    /** Messages and mappings that services share on purpose. */
    static final String[] CONTRACTS = {"dev.holdpoint.*.contract..", "dev.holdpoint.*.proto.."};

    private final String code;

    Services(String name) {
        this.code = "dev.holdpoint." + name + "..";
    }

    String code() {
        return code;
    }

    String[] others() {
        return Arrays.stream(values())
                .filter(other -> other != this)
                .map(Services::code)
                .toArray(String[]::new);
    }
}
