package dev.holdpoint.approval.slack;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.slack.api.app_backend.SlackSignature;
import dev.holdpoint.approval.slack.SlackStandIn.Call;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.UUID;

/**
 * What Slack sends when one of its members does something, signed by its own library.
 *
 * @param response where a request says that answers may go
 */
public record SlackCaller(
        String team, String app, String channel, String member, String secret, String response) {
    public static final String APP = "A0HOLD";
    public static final String CHANNEL = "C0DBA";
    public static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String PATH = "/api/v1/webhooks/slack";

    /** A member of the workspace. */
    public static SlackCaller of(String member) {
        return new SlackCaller(
                SlackStandIn.TEAM,
                APP,
                CHANNEL,
                member,
                SECRET,
                "https://hooks.slack.com/actions/x");
    }

    public SlackCaller ofTeam(String other) {
        return new SlackCaller(other, app, channel, member, secret, response);
    }

    public SlackCaller ofApp(String other) {
        return new SlackCaller(team, other, channel, member, secret, response);
    }

    public SlackCaller in(String other) {
        return new SlackCaller(team, app, other, member, secret, response);
    }

    public SlackCaller answeredAt(String url) {
        return new SlackCaller(team, app, channel, member, secret, url);
    }

    public SlackCaller signingWith(String other) {
        return new SlackCaller(team, app, channel, member, other, response);
    }

    /** Types {@code /holdpoint} and more. */
    public Response types(String text) {
        return post(
                "team_id=%s&api_app_id=%s&user_id=%s&user_name=carol&command=%%2Fholdpoint&text=%s"
                                .formatted(team, app, member, encoded(text))
                        + "&response_url=%s&trigger_id=%s"
                                .formatted(encoded(response), UUID.randomUUID()));
    }

    /** Presses a button of a message. */
    public Response presses(String button, String hold, int ballot, String ts) {
        return post("payload=" + encoded(pressed(button, hold, ballot, ts).encode()));
    }

    private JsonObject pressed(String button, String hold, int ballot, String ts) {
        return sent("block_actions")
                .put("trigger_id", UUID.randomUUID().toString())
                .put("channel", new JsonObject().put("id", channel).put("name", "dba"))
                .put("message", new JsonObject().put("ts", ts))
                .put(
                        "actions",
                        new JsonArray()
                                .add(
                                        new JsonObject()
                                                .put("action_id", button)
                                                .put("value", hold + ":" + ballot)));
    }

    /** Sends a dialog that was opened. */
    public Response sends(Call opened, String reason) {
        return post(body(opened, reason));
    }

    /** The body of a dialog that is sent. */
    public String body(Call opened, String reason) {
        return "payload=" + encoded(submitted(opened, reason).encode());
    }

    private JsonObject submitted(Call opened, String reason) {
        var view = new JsonObject(opened.value("view"));
        view.put(
                "state",
                new JsonObject()
                        .put(
                                "values",
                                new JsonObject()
                                        .put(
                                                "reason",
                                                new JsonObject()
                                                        .put(
                                                                "reason",
                                                                new JsonObject()
                                                                        .put("value", reason)))));
        return sent("view_submission").put("view", view);
    }

    private JsonObject sent(String type) {
        return new JsonObject()
                .put("type", type)
                .put("api_app_id", app)
                .put("team", new JsonObject().put("id", team).put("domain", "holdpoint"))
                .put("response_url", response)
                .put(
                        "user",
                        new JsonObject()
                                .put("id", member)
                                .put("team_id", team)
                                .put("name", "carol")
                                .put("username", "carol"));
    }

    /** Posts a body, signed now. */
    public Response post(String body) {
        return signed(body).body(body.getBytes(UTF_8)).post(PATH);
    }

    /** A request with the headers that sign a body now. */
    public RequestSpecification signed(String body) {
        var timestamp = Long.toString(Instant.now().getEpochSecond());
        return plain(timestamp, new SlackSignature.Generator(secret).generate(timestamp, body));
    }

    /** A request with these headers; what is posted is sent as it is. */
    public static RequestSpecification plain(String timestamp, String signature) {
        var asIs =
                EncoderConfig.encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                        .encodeContentTypeAs(FORM, ContentType.TEXT);
        return given().config(RestAssuredConfig.config().encoderConfig(asIs))
                .header("X-Slack-Request-Timestamp", timestamp)
                .header("X-Slack-Signature", signature)
                .contentType(FORM);
    }

    public static String path() {
        return PATH;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
