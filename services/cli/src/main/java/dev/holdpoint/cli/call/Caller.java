package dev.holdpoint.cli.call;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the verbs that call the REST API as somebody. */
public final class Caller {
    @Mixin VerbOptions options = new VerbOptions();

    @Option(
            names = "--as",
            paramLabel = "PRINCIPAL",
            required = true,
            defaultValue = "${env:HOLDPOINT_AS}",
            description = "principal of the demo realm to act as (or env HOLDPOINT_AS)")
    String principal = "";

    /** What every verb has. */
    public VerbOptions options() {
        return options;
    }

    /** Who acts. */
    public String principal() {
        return principal;
    }

    /** The API, as them. */
    public Api api() {
        return api(options, principal);
    }

    /** The API, as somebody. */
    public static Api api(VerbOptions options, String principal) {
        var installation = options.installation();
        var token = new Issuer(installation.issuer()).token(principal, Issuer.API);
        return new Api(installation, token);
    }
}
