package dev.holdpoint.cli;

import dev.holdpoint.cli.call.Issuer;
import dev.holdpoint.cli.call.VerbOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdpoint token <principal>}. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Prints an access token of the demo realm, valid for an hour.")
final class TokenVerb implements Callable<Integer> {
    @Mixin VerbOptions options = new VerbOptions();

    @Parameters(paramLabel = "PRINCIPAL", description = "alice, bob, bea, carol, support-agent …")
    String principal = "";

    @Option(
            names = "--audience",
            defaultValue = Issuer.API,
            description = "holdpoint-api (REST) or holdpoint-edge (password of user oidc)")
    String audience = Issuer.API;

    @Override
    public Integer call() {
        var answer = new Issuer(options.installation().issuer()).answer(principal, audience);
        if (options.json()) {
            options.print(answer);
        } else {
            options.out().println(answer.path("access_token").asText());
        }
        return 0;
    }
}
