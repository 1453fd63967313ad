package dev.holdpoint.cli.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The Holdpoint this command talks to, as its launcher described it in run.json. */
public record Installation(Path stateDir, JsonNode run) {
    public static Installation in(Path stateDir) {
        try {
            var json = Files.readString(stateDir.resolve("run.json"));
            return new Installation(stateDir, new ObjectMapper().readTree(json));
        } catch (IOException absent) {
            return new Installation(stateDir, MissingNode.getInstance());
        }
    }

    public boolean running() {
        return !run.isMissingNode();
    }

    public String issuer() {
        return run.path("issuer").asText("http://localhost:18081");
    }

    public String edgeHost() {
        return edge().substring(0, edge().lastIndexOf(':'));
    }

    public String edgePort() {
        return edge().substring(edge().lastIndexOf(':') + 1);
    }

    private String edge() {
        return run.path("edge").asText("localhost:15432");
    }

    public Path ca() {
        return Path.of(run.path("ca").asText(stateDir.resolve("ca.pem").toString()));
    }

    /** The process that answers a path such as {@code /api/v1/holds}: the longest prefix wins. */
    public String api(String path) {
        var best = "";
        var base = "http://localhost:8080";
        for (var entry : run.path("api").properties()) {
            if (path.startsWith(entry.getKey()) && entry.getKey().length() > best.length()) {
                best = entry.getKey();
                base = entry.getValue().asText();
            }
        }
        return base;
    }
}
