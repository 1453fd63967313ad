package dev.holdpoint.approval.slack;

import dev.holdpoint.events.HoldId;
import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;

/** What somebody did in Slack, as far as it concerns us. */
sealed interface SlackRequest {
    Sender sender();

    /**
     * Whose request it is, by ids that never change.
     *
     * @param team the workspace that the request is of
     * @param app the app that it is for
     * @param memberTeam the workspace of the member: another one in shared channels
     */
    record Sender(String team, String app, String member, String memberTeam) {}

    /**
     * A vote that is about to be cast.
     *
     * @param channel where the message is
     * @param ts which message there
     * @param ballot the number of the one that was shown
     */
    record Choice(boolean approves, HoldId hold, String channel, String ts, int ballot) {
        private static final Pattern HOLD = Pattern.compile("[0-9A-Za-z-]{1,64}");
        private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

        String encode() {
            return new JsonObject()
                    .put("vote", approves ? HoldMessage.APPROVE : HoldMessage.DENY)
                    .put("hold", hold.value() + ":" + ballot)
                    .put("channel", channel)
                    .put("ts", ts)
                    .encode();
        }

        static Choice decode(Json metadata) {
            return of(
                    metadata.text("vote"),
                    metadata.text("hold"),
                    metadata.text("channel"),
                    metadata.text("ts"));
        }

        /** Of a button and what it stands for. */
        static Choice of(String action, String value, String channel, String ts) {
            int colon = value.indexOf(':');
            var hold = value.substring(0, Math.max(colon, 0));
            var ballot = value.substring(colon + 1);
            if (!HOLD.matcher(hold).matches() || !NUMBER.matcher(ballot).matches()) {
                throw new BadSlackRequest("it names no hold");
            }
            return new Choice(
                    approves(action), new HoldId(hold), channel, ts, Integer.parseInt(ballot));
        }

        private static boolean approves(String action) {
            return switch (action) {
                case HoldMessage.APPROVE -> true;
                case HoldMessage.DENY -> false;
                default -> throw new BadSlackRequest("it is of no button of ours");
            };
        }
    }

    /** A button was pressed; {@code trigger} opens a dialog, for three seconds. */
    record Pressed(Sender sender, Choice choice, String trigger) implements SlackRequest {}

    /** A dialog was sent. */
    record Voted(Sender sender, Choice choice, String reason) implements SlackRequest {}

    /** Somebody typed the app's command. */
    record Typed(Sender sender, String text) implements SlackRequest {}

    /**
     * Reads a body that is known to be Slack's.
     *
     * @throws BadSlackRequest if it is none
     */
    static SlackRequest of(byte[] body) {
        var form = Form.of(body);
        return form.names().contains("payload")
                ? interaction(Json.of(form.only("payload")))
                : command(form);
    }

    private static SlackRequest command(Form form) {
        if (!form.value("command").equals("/holdpoint")) {
            throw new BadSlackRequest("there is no such command");
        }
        var team = form.value("team_id");
        var sender = new Sender(team, form.value("api_app_id"), form.value("user_id"), team);
        return new Typed(sender, form.value("text"));
    }

    private static SlackRequest interaction(Json payload) {
        var user = payload.object("user");
        var team = payload.object("team").text("id");
        var sender =
                new Sender(
                        team,
                        payload.text("api_app_id"),
                        user.text("id"),
                        user.find("team_id").orElse(team));
        return switch (payload.text("type")) {
            case "block_actions" -> pressed(sender, payload);
            case "view_submission" -> voted(sender, payload.object("view"));
            default -> throw new BadSlackRequest("it is of a type that this app has not");
        };
    }

    private static Pressed pressed(Sender sender, Json payload) {
        var action = payload.only("actions");
        var choice =
                Choice.of(
                        action.text("action_id"),
                        action.text("value"),
                        payload.object("channel").text("id"),
                        payload.object("message").text("ts"));
        return new Pressed(sender, choice, payload.text("trigger_id"));
    }

    private static Voted voted(Sender sender, Json view) {
        if (!view.text("callback_id").equals(VoteDialog.CALLBACK)) {
            throw new BadSlackRequest("it is of no dialog of ours");
        }
        var reason =
                view.object("state")
                        .object("values")
                        .object(VoteDialog.REASON)
                        .object(VoteDialog.REASON)
                        .find("value");
        return new Voted(
                sender, Choice.decode(Json.of(view.text("private_metadata"))), reason.orElse(""));
    }
}
