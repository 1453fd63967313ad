package dev.holdpoint.policy.trial;

import dev.holdpoint.events.AccessEvent.AccessScope;
import dev.holdpoint.policy.language.Fields;
import dev.holdpoint.policy.language.clause.RequestableReader;
import java.util.List;
import java.util.stream.Stream;

/** Reads what a case asks about: a command, or whether access may be asked for. */
final class AskedReader {
    static final String REQUEST = "request";
    private static final List<String> FIELDS = List.of("effects", "for");
    private static final List<String> OF_COMMANDS =
            List.of("sql", "facts", "estimatedRows", "session", "tags");

    private AskedReader() {}

    static GivenCommand read(Fields one) {
        return one.optionalChild(REQUEST, FIELDS)
                .<GivenCommand>map(request -> request(one, request))
                .orElseGet(() -> CommandReader.read(one));
    }

    private static GivenCommand request(Fields one, Fields request) {
        Stream.of(OF_COMMANDS)
                .flatMap(List::stream)
                .filter(one::has)
                .findFirst()
                .ifPresent(
                        field -> {
                            throw one.wrong(
                                    field,
                                    "A case about a request has no " + field + ".",
                                    "Write a case of its own for a command.");
                        });
        return new GivenCommand.Request(
                new AccessScope(
                        List.copyOf(RequestableReader.effects(request)),
                        RequestableReader.seconds(request.text("for"))),
                request.place());
    }
}
