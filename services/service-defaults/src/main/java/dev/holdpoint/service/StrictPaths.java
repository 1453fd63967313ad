package dev.holdpoint.service;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/**
 * Refuses paths that two parsers could read differently: matrix parameters, encoded separators,
 * letters and digits, broken escapes, dot segments, doubled slashes, backslashes and control
 * characters; and zero bytes in queries, which no store keeps. Guards against the class of path
 * policy bypass known as CVE-2026-39852 whatever the framework's version does.
 */
final class StrictPaths implements Handler<RoutingContext> {
    private static final String SEPARATORS = ";|//|\\\\|#|\\p{Cntrl}|[^\\p{ASCII}]";
    private static final String DOTS = "(?:^|/)\\.{1,2}(?:/|$)";
    private static final String ENCODED_SEPARATORS = "%(?:[01]\\p{XDigit}|2[35EF]|3[BF]|5C|7F)";
    private static final String ENCODED_ALPHANUMERICS = "%(?:3\\d|[46][1-9A-F]|[57][\\dA])";
    private static final String BROKEN = "%(?!\\p{XDigit}{2})|%C[01]";
    private static final Pattern AMBIGUOUS =
            Pattern.compile(
                    String.join(
                            "|",
                            SEPARATORS,
                            DOTS,
                            ENCODED_SEPARATORS,
                            ENCODED_ALPHANUMERICS,
                            BROKEN),
                    Pattern.CASE_INSENSITIVE);
    private static final int BEFORE_EVERYTHING = -10_000;

    void register(@Observes Router router) {
        router.route().order(BEFORE_EVERYTHING).handler(this);
    }

    @Override
    public void handle(RoutingContext context) {
        var target = context.request().uri();
        if (!isPlain(target)) {
            refuse(context, "ambiguous-path", "Use the plain path without ; // or encoded marks.");
        } else if (target.contains("%00")) {
            refuse(context, "bad-query", "Leave the zero byte (%00) out of the query.");
        } else {
            context.next();
        }
    }

    private static void refuse(RoutingContext context, String code, String detail) {
        var body = Problem.body(400, code, detail);
        context.response()
                .setStatusCode(400)
                .putHeader("content-type", "application/problem+json")
                .end(new JsonObject(body).encode())
                .onFailure(_ -> context.request().connection().close());
    }

    /** Origin form only: not {@code *}, and no scheme or authority of another host. */
    static boolean isPlain(String requestTarget) {
        int query = requestTarget.indexOf('?');
        var path = query < 0 ? requestTarget : requestTarget.substring(0, query);
        return path.startsWith("/") && !isAmbiguous(path);
    }

    private static boolean isAmbiguous(String path) {
        return AMBIGUOUS.matcher(path).find();
    }
}
