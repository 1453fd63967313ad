package dev.holdpoint.service;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/**
 * Refuses paths that two parsers could read differently: matrix parameters, encoded separators, dot
 * segments, doubled slashes, backslashes and control characters. Guards against the class of path
 * policy bypass known as CVE-2026-39852 whatever the framework's version does.
 */
final class StrictPaths implements Handler<RoutingContext> {
    private static final Pattern AMBIGUOUS =
            Pattern.compile(
                    ";|//|\\\\|\\p{Cntrl}|#|(?i:%(?:2[ef]|3b|5c|[01][0-9a-f]|25|23|7f))"
                            + "|(?:^|/)\\.{1,2}(?:/|$)");
    private static final int BEFORE_EVERYTHING = -10_000;

    void register(@Observes Router router) {
        router.route().order(BEFORE_EVERYTHING).handler(this);
    }

    @Override
    public void handle(RoutingContext context) {
        var uri = context.request().uri();
        var path = uri.contains("?") ? uri.substring(0, uri.indexOf('?')) : uri;
        if (path.startsWith("/") && !isAmbiguous(path)) {
            context.next();
            return;
        }
        var body =
                Problem.body(
                        400, "ambiguous-path", "Use the plain path without ; // or encoded marks.");
        context.response()
                .setStatusCode(400)
                .putHeader("content-type", "application/problem+json")
                .end(new JsonObject(body).encode())
                .onFailure(_ -> context.request().connection().close());
    }

    static boolean isAmbiguous(String path) {
        return AMBIGUOUS.matcher(path).find();
    }
}
