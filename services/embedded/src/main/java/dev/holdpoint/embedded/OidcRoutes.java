package dev.holdpoint.embedded;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The issuer's HTTP surface: discovery, keys and tokens. */
record OidcRoutes(Vertx vertx, String issuer, SigningKey key, TokenDesk desk)
        implements Handler<HttpServerRequest> {
    private static final String FORM = "application/x-www-form-urlencoded";

    @Override
    public void handle(HttpServerRequest request) {
        switch (request.path()) {
            case "/.well-known/openid-configuration" -> get(request, discovery().encode());
            case "/jwks" -> get(request, key.publicJwks());
            case "/token" -> token(request);
            case null, default -> refuse(request, 404, "not_found");
        }
    }

    private static void get(HttpServerRequest request, String json) {
        if (request.method().equals(HttpMethod.GET)) {
            send(request, 200, json);
        } else {
            refuse(request, 405, "method_not_allowed");
        }
    }

    private void token(HttpServerRequest request) {
        var type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (!request.method().equals(HttpMethod.POST)) {
            refuse(request, 405, "method_not_allowed");
        } else if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(FORM)) {
            refuse(request, 415, "invalid_request");
        } else {
            request.exceptionHandler(unreadable -> refuse(request, 400, "invalid_request"));
            request.setExpectMultipart(true).endHandler(end -> answer(request));
        }
    }

    private void answer(HttpServerRequest request) {
        var asked =
                TokenRequest.of(
                        request.formAttributes(), request.getHeader(HttpHeaders.AUTHORIZATION));
        vertx.executeBlocking(() -> desk.answer(asked), false)
                .onSuccess(answer -> send(request, answer.httpStatus(), answer.json().encode()))
                .onFailure(failed -> refuse(request, 500, "server_error"));
    }

    private static void refuse(HttpServerRequest request, int status, String error) {
        if (!request.response().ended()) {
            send(request, status, new JsonObject().put("error", error).encode());
        }
    }

    private static void send(HttpServerRequest request, int status, String json) {
        var _ =
                request.response()
                        .setStatusCode(status)
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .end(json);
    }

    private JsonObject discovery() {
        return new JsonObject()
                .put("issuer", issuer)
                .put("jwks_uri", issuer + "/jwks")
                .put("token_endpoint", issuer + "/token")
                .put("grant_types_supported", JsonArray.of("client_credentials", "password"))
                .put("response_types_supported", new JsonArray())
                .put("subject_types_supported", JsonArray.of("public"))
                .put("id_token_signing_alg_values_supported", JsonArray.of("RS256"))
                .put(
                        "token_endpoint_auth_methods_supported",
                        JsonArray.of("client_secret_basic", "client_secret_post", "none"));
    }
}
