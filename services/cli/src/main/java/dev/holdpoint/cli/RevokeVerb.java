package dev.holdpoint.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.cli.call.Caller;
import dev.holdpoint.cli.text.VisibleText;
import java.util.HashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code approvals revoke}: what security does when an approver's account was taken over. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description =
                "Takes back all that a person approved and that has not run; for security. Lock"
                        + " the account at its issuer first.")
final class RevokeVerb implements Callable<Integer> {
    @Mixin Caller caller = new Caller();

    @Parameters(paramLabel = "SUBJECT", description = "whose; of all accounts of that person")
    String subject = "";

    @Option(names = "--issuer", description = "the account's, if it is not yours")
    @Nullable String issuer;

    @Option(names = "--reason", required = true, description = "why; kept in the ledger")
    String reason = "";

    @Override
    public Integer call() {
        var body = new HashMap<>(DelegateVerb.account(subject, issuer));
        body.put("reason", reason);
        var answer = caller.api().post("/api/v1/approvers:revoke", body);
        if (caller.options().json()) {
            caller.options().print(answer);
            return 0;
        }
        answer.path("holds").forEach(this::print);
        answer.path("accessRequests")
                .forEach(request -> print("request " + request.asText() + " is refused"));
        print(
                answer.path("more").asBoolean()
                        ? "there may be more: call again"
                        : "no approval of %s waits any more".formatted(subject));
        return 0;
    }

    private void print(JsonNode hold) {
        print("hold %s is %s".formatted(hold.path("hold").asText(), hold.path("state").asText()));
    }

    private void print(String line) {
        caller.options().out().println(VisibleText.of(line));
    }
}
