package dev.holdpoint.approval.slack;

import dev.holdpoint.events.HoldEvent.HoldPlaced;
import java.util.ArrayList;
import java.util.List;

/**
 * A command and the values of its parameters as they are shown in a message.
 *
 * @param whole whether that is all of it; otherwise it can only be denied there
 * @param foreign how many characters are not ASCII: they may look like others
 */
record Sight(String command, List<String> parameters, boolean whole, long foreign) {
    /** Slack takes 3,000 characters in a block of text. */
    static final int MOST = 3_000;

    static final int MOST_PARAMETERS = 50;

    private static final int BEGINNING = 2_500;

    Sight {
        parameters = List.copyOf(parameters);
    }

    static Sight of(HoldPlaced placed) {
        var command = VisibleText.lines(placed.text());
        var parameters = new ArrayList<String>();
        for (var value : placed.parameters()) {
            parameters.add("$%d = %s".formatted(parameters.size() + 1, VisibleText.lines(value)));
        }
        int length =
                command.length() + parameters.stream().mapToInt(text -> text.length() + 1).sum();
        long foreign = placed.text().codePoints().filter(point -> point > 0x7e).count();
        return length <= MOST && parameters.size() <= MOST_PARAMETERS
                ? new Sight(command, parameters, true, foreign)
                : new Sight(VisibleText.cut(command, BEGINNING), List.of(), false, foreign);
    }
}
