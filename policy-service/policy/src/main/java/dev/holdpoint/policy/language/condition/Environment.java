package dev.holdpoint.policy.language.condition;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
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

    private static final CelType TEXTS = ListType.create(SimpleType.STRING);
    private static final CelType MAP_OF_TEXTS =
            MapType.create(SimpleType.STRING, SimpleType.STRING);

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

    /** The one whose variables begin with that word. */
    static Optional<Environment> withRoot(String word) {
        return Arrays.stream(values()).filter(one -> one.root.equals(word)).findFirst();
    }

    /** Its variables with their types, those of all commands included. */
    SortedMap<String, CelType> variables() {
        var all = new TreeMap<String, CelType>();
        declare(new Variables(all, root));
        new Variables(all, "principal")
                .words("subject", "issuer", "kind", "onBehalfOf")
                .texts("groups");
        new Variables(all, "target").words("name", "protocol").maps("labels");
        new Variables(all, "session")
                .words("applicationName", "clientAddress", "justification")
                .numbers("commandsLastMinute", "rowsReturned", "rowsWritten");
        return Collections.unmodifiableSortedMap(all);
    }

    /** As {@code match} names it. */
    String protocol() {
        return protocols.isEmpty() ? "" : protocols.getFirst().word();
    }

    /** Declares variables that begin with one word. */
    static final class Variables {
        private final SortedMap<String, CelType> all;
        private final String root;

        private Variables(SortedMap<String, CelType> all, String root) {
            this.all = all;
            this.root = root;
        }

        Variables words(String... names) {
            return add(SimpleType.STRING, names);
        }

        Variables texts(String... names) {
            return add(TEXTS, names);
        }

        Variables maps(String... names) {
            return add(MAP_OF_TEXTS, names);
        }

        Variables numbers(String... names) {
            return add(SimpleType.INT, names);
        }

        Variables flags(String... names) {
            return add(SimpleType.BOOL, names);
        }

        private Variables add(CelType type, String... names) {
            for (var name : names) {
                all.put(root + "." + name, type);
            }
            return this;
        }
    }
}
