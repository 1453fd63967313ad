package dev.holdpoint.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the verbs that call the REST API as somebody. */
final class Caller {
    @Mixin Common common = new Common();

    @Option(
            names = "--as",
            paramLabel = "PRINCIPAL",
            required = true,
            defaultValue = "${env:HOLDPOINT_AS}",
            description = "principal of the demo realm to act as (or env HOLDPOINT_AS)")
    String principal = "";

    Api api() {
        return api(common, principal);
    }

    static Api api(Common common, String principal) {
        var installation = common.installation();
        var token = new Issuer(installation.issuer()).token(principal, Issuer.API);
        return new Api(installation, token);
    }
}
