package dev.holdpoint.approval.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.model.view.View;
import com.slack.api.util.http.SlackHttpClient;
import dev.holdpoint.policy.contract.secret.SecretMissing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Slack's Web API, called on threads of its own. Nothing is ever sent anywhere else: what requests
 * name as {@code response_url} is not used. Redirects are not followed.
 */
final class SlackApi implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int TOO_MANY = 429;
    private static final Duration REST = Duration.ofSeconds(30);
    private static final Duration LONGEST_REST = Duration.ofHours(1);

    private final Workspace workspace;
    private final Slack slack;
    private final OkHttpClient http;
    private final WorkerExecutor worker;
    private volatile boolean ours;

    SlackApi(Vertx vertx, Workspace workspace) {
        this.workspace = workspace;
        var config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(workspace.api().toString());
        config.setStatsEnabled(false);
        this.http =
                new OkHttpClient.Builder()
                        .followRedirects(false)
                        .followSslRedirects(false)
                        .callTimeout(workspace.timeout())
                        .build();
        this.slack = Slack.getInstance(config, new SlackHttpClient(http));
        this.worker = vertx.createSharedWorkerExecutor("slack", THREADS);
    }

    private interface Call<R extends SlackApiTextResponse> {
        R on(MethodsClient slack) throws IOException, SlackApiException;
    }

    /** Posts a message; its name in the channel. */
    Future<String> post(String channel, HoldMessage message) {
        return call(slack ->
                        slack.chatPostMessage(
                                request ->
                                        request.channel(channel)
                                                .text(message.fallback())
                                                .blocks(message.blocks())
                                                .unfurlLinks(false)
                                                .unfurlMedia(false)))
                .map(response -> response.getTs());
    }

    Future<Void> update(String channel, String ts, HoldMessage message) {
        return call(slack ->
                        slack.chatUpdate(
                                request ->
                                        request.channel(channel)
                                                .ts(ts)
                                                .text(message.fallback())
                                                .blocks(message.blocks())))
                .mapEmpty();
    }

    Future<Void> open(String trigger, View view) {
        return call(slack -> slack.viewsOpen(request -> request.triggerId(trigger).view(view)))
                .mapEmpty();
    }

    /** Tells one member something in a channel, which nobody else sees. */
    Future<Void> tell(String channel, String member, HoldMessage message) {
        return call(slack ->
                        slack.chatPostEphemeral(
                                request ->
                                        request.channel(channel)
                                                .user(member)
                                                .text(message.fallback())
                                                .blocks(message.blocks())))
                .mapEmpty();
    }

    private <R extends SlackApiTextResponse> Future<R> call(Call<R> call) {
        return blocking(
                () -> {
                    var methods = slack.methods(workspace.token());
                    requireOurs(methods);
                    return done(call, methods);
                });
    }

    /** Runs what blocks off the event loop; of files there are secrets to read. */
    <T> Future<T> blocking(Callable<T> work) {
        return worker.executeBlocking(work, false);
    }

    /** Once: a token of another workspace would show holds to strangers. */
    private void requireOurs(MethodsClient methods) {
        if (!ours) {
            var who = done(slack -> slack.authTest(request -> request), methods);
            if (!workspace.team().equals(who.getTeamId())) {
                throw new SlackFailed("the bot token is of another team than team", null, null);
            }
            ours = true;
        }
    }

    private static <R extends SlackApiTextResponse> R done(Call<R> call, MethodsClient methods) {
        try {
            var response = call.on(methods);
            if (!response.isOk()) {
                throw new SlackFailed("Slack says " + word(response.getError()), 200, null);
            }
            return response;
        } catch (SlackApiException e) {
            int status = e.getResponse().code();
            throw new SlackFailed(
                    "Slack answers " + status,
                    status,
                    status == TOO_MANY ? rest(e.getResponse().header("Retry-After")) : null);
        } catch (IOException e) {
            throw new SlackFailed("no answer: " + e.getClass().getSimpleName(), null, null);
        } catch (SecretMissing e) {
            throw new SlackFailed(String.valueOf(e.getMessage()), null, null);
        }
    }

    private static String word(@Nullable String error) {
        return error != null && error.matches("[a-z_]{1,60}") ? error : "no";
    }

    private static Duration rest(@Nullable String seconds) {
        var asked =
                seconds != null && seconds.matches("[0-9]{1,6}")
                        ? Duration.ofSeconds(Long.parseLong(seconds))
                        : REST;
        return asked.compareTo(LONGEST_REST) < 0 ? asked : LONGEST_REST;
    }

    @Override
    public void close() {
        worker.close();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
