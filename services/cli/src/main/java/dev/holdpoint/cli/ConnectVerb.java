package dev.holdpoint.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.cli.call.Caller;
import dev.holdpoint.cli.call.CliFailure;
import dev.holdpoint.cli.call.Installation;
import dev.holdpoint.cli.text.Shell;
import dev.holdpoint.cli.text.VisibleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdpoint connect <target>}: a short-lived credential, ready to use with psql. */
@Command(
        name = "connect",
        mixinStandardHelpOptions = true,
        description = "Gets a short-lived password for a target and prints how to use it.")
final class ConnectVerb implements Callable<Integer> {
    @Mixin Caller caller = new Caller();

    @Parameters(paramLabel = "TARGET", description = "the target, e.g. payments")
    String target = "";

    @Option(
            names = "--export",
            description = "print export lines for the shell instead: eval \"$(…)\"")
    boolean export;

    @Override
    public Integer call() {
        var credential = caller.api().post("/api/v1/credentials", Map.of("target", target));
        var installation = caller.options().installation();
        var access = access(installation, credential);
        var file = installation.stateDir().resolve("connect").resolve(fileName());
        try {
            PrivateFile.write(file, access.pgpass(credential.path("password").asText()));
        } catch (IOException e) {
            throw new CliFailure("cannot write " + file + ": " + e.getMessage(), e);
        }
        print(access, file, credential);
        return 0;
    }

    private String fileName() {
        return (target + "-" + caller.principal()).replaceAll("[^A-Za-z0-9._-]", "_") + ".pgpass";
    }

    private PsqlAccess access(Installation installation, JsonNode credential) {
        var ca = installation.ca();
        if (!Files.isReadable(ca)) {
            throw new CliFailure("no certificate authority in " + ca + ": is the edge running?");
        }
        return new PsqlAccess(
                credential.path("host").asText(installation.edgeHost()),
                credential.path("port").asText(installation.edgePort()),
                credential.path("database").asText(target),
                credential.path("user").asText(),
                ca);
    }

    private void print(PsqlAccess access, Path file, JsonNode credential) {
        var out = caller.options().out();
        if (caller.options().json()) {
            caller.options().print(access.json(file, credential.path("expiresAt").asText()));
        } else if (export) {
            access.environment(file)
                    .forEach(
                            (name, value) ->
                                    out.println("export " + name + "=" + Shell.quoted(value)));
        } else {
            out.println(
                    "# password in %s, valid until %s"
                            .formatted(
                                    file, VisibleText.of(credential.path("expiresAt").asText())));
            out.println(access.psql(file));
        }
    }
}
