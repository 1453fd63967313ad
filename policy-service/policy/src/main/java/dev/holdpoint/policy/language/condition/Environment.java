package dev.holdpoint.policy.language.condition;

import dev.holdpoint.policy.match.Protocol;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What conditions can ask about commands of some protocols, besides what they can of all. */
public enum Environment {
    SQL("statement", Protocol.POSTGRES, Protocol.MYSQL) {
        @Override
        void declare(Variables variables) {
            variables
                    .texts("kinds", "effects", "tables", "reads", "writes", "columns")
                    .texts("columnsRead", "columnsWritten", "predicateColumns", "functions")
                    .numbers("estimatedRows")
                    .maps("tags")
                    .flags("hasWhere", "destructive");
        }
    },
    SHELL("shell", Protocol.SSH) {
        @Override
        void declare(Variables variables) {
            variables
                    .words("channel", "user", "text", "program", "path")
                    .texts("argv", "programs")
                    .flags("understood");
        }
    },
    HTTP("http", Protocol.HTTP) {
        @Override
        void declare(Variables variables) {
            variables
                    .words("method", "host", "path", "contentType")
                    .texts("segments")
                    .maps("query", "headers")
                    .numbers("bodyBytes");
        }
    },
    KUBERNETES("kubernetes", Protocol.KUBERNETES) {
        @Override
        void declare(Variables variables) {
            variables
                    .words("verb", "apiGroup", "version", "resource", "subresource")
                    .words("namespace", "name", "path", "container")
                    .texts("command")
                    .flags("dryRun");
        }
    },
    MCP("mcp", Protocol.MCP) {
        @Override
        void declare(Variables variables) {
            variables
                    .words("method", "tool", "resource")
                    .maps("arguments")
                    .flags("readOnlyHint", "destructiveHint", "openWorldHint");
        }
    },
    /** Of commands of several protocols only what can be asked of all. */
    COMMON("") {
        @Override
        void declare(Variables variables) {}
    };

    private final String root;
    private final List<Protocol> protocols;

    Environment(String root, Protocol... protocols) {
        this.root = root;
        this.protocols = List.of(protocols);
    }

    abstract void declare(Variables variables);

    /** That of a rule about these protocols; about none means SQL. */
    public static Environment of(Set<Protocol> about) {
        var wanted = about.isEmpty() ? Set.of(Protocol.POSTGRES) : about;
        return Arrays.stream(values())
                .filter(one -> one.protocols.containsAll(wanted))
                .findFirst()
                .orElse(COMMON);
    }

    /** Those of other protocols than SQL's. */
    public static List<Environment> others() {
        return List.of(SHELL, HTTP, KUBERNETES, MCP);
    }

    /** Whether targets of that protocol take commands of this kind. */
    public boolean isSpokenBy(String protocol) {
        return protocols.stream().anyMatch(one -> one.word().equals(protocol));
    }

    /** The word its variables begin with. */
    public String root() {
        return root;
    }

    /** The names of its own variables, without that word. */
    public List<String> fields() {
        return List.copyOf(own().keySet());
    }

    /** The one whose variables begin with that word. */
    static Optional<Environment> withRoot(String word) {
        return Arrays.stream(values()).filter(one -> one.root.equals(word)).findFirst();
    }

    /** Its variables with their types, those of all commands included. */
    SortedMap<String, Shape> variables() {
        var all = new TreeMap<String, Shape>();
        own().forEach((name, shape) -> all.put(full(name), shape));
        new Variables(all, "principal.")
                .words("subject", "issuer", "kind", "onBehalfOf")
                .texts("groups");
        new Variables(all, "target.").words("name", "protocol").maps("labels");
        new Variables(all, "session.")
                .words("applicationName", "clientAddress", "justification")
                .numbers("commandsLastMinute", "rowsReturned", "rowsWritten");
        return Collections.unmodifiableSortedMap(all);
    }

    /** Its own variables with their types. */
    SortedMap<String, Shape> own() {
        var own = new TreeMap<String, Shape>();
        declare(new Variables(own, ""));
        return own;
    }

    String full(String name) {
        return root + "." + name;
    }

    /** As {@code match} names it. */
    String protocol() {
        return protocols.isEmpty() ? "" : protocols.getFirst().word();
    }

    /** Declares variables that begin with one prefix. */
    static final class Variables {
        private final SortedMap<String, Shape> all;
        private final String prefix;

        private Variables(SortedMap<String, Shape> all, String prefix) {
            this.all = all;
            this.prefix = prefix;
        }

        Variables words(String... names) {
            return add(Shape.WORD, names);
        }

        Variables texts(String... names) {
            return add(Shape.TEXTS, names);
        }

        Variables maps(String... names) {
            return add(Shape.TEXT_BY_NAME, names);
        }

        Variables numbers(String... names) {
            return add(Shape.NUMBER, names);
        }

        Variables flags(String... names) {
            return add(Shape.FLAG, names);
        }

        private Variables add(Shape shape, String... names) {
            for (var name : names) {
                all.put(prefix + name, shape);
            }
            return this;
        }
    }
}
