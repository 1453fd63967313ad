package dev.holdpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.cli.call.Http;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code grants} and {@code targets}: a real issuer, and canned answers at the REST paths. */
class RegisterVerbsIT {
    @TempDir Path dir;
    private CannedApi api;

    @BeforeEach
    void start() throws IOException {
        api = CannedApi.start(dir);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void grants_are_listed_with_whom_they_are_for() {
        api.answer(
                "/api/v1/grants",
                200,
                """
                {"items": [{"id": "refunds", "state": "live", "origin": "rest", "version": 3,
                  "subjects": ["alice"], "groups": ["dba"], "targets": [],
                  "labels": {"data": "payments"}, "effects": ["read", "write"], "owner": "bob"}]}
                """);

        var list = api.holdpoint("grants", "list", "--as=carol", "--state=live");

        assertThat(list.exit()).as(list.err()).isZero();
        assertThat(list.out())
                .containsPattern("refunds +live +rest +alice,@dba +data=payments +read,write +bob");
    }

    @Test
    void a_grant_is_asked_for_in_the_words_of_documents() throws Exception {
        api.answer("/api/v1/grants", 201, "{\"id\": \"refunds\", \"state\": \"live\"}");

        var issue =
                api.holdpoint(
                        "grants",
                        "issue",
                        "refunds",
                        "--as=carol",
                        "--subject=alice",
                        "--label=data=payments",
                        "--effect=read",
                        "--effect=write",
                        "--owner=bob",
                        "--until=2027-01-31",
                        "--reason=ticket 7");

        assertThat(issue.exit()).as(issue.err()).isZero();
        assertThat(issue.out()).isEqualTo("grant refunds is live\n");
        assertThat(Http.JSON.readTree(api.bodies().getFirst()))
                .isEqualTo(
                        Http.JSON.readTree(
                                """
                                {"id": "refunds", "subjects": ["alice"], "owner": "bob",
                                 "targets": {"labels": {"data": "payments"}},
                                 "effects": ["read", "write"], "reason": "ticket 7",
                                 "expiresAt": "2027-01-31T00:00:00Z"}
                                """));
    }

    @Test
    void a_change_names_the_version_that_is_meant() throws Exception {
        var seen = new CopyOnWriteArrayList<String>();
        for (var path : List.of("/api/v1/grants/refunds:revoke", "/api/v1/targets/crm")) {
            api.serve(
                    path,
                    exchange -> {
                        var version = exchange.getRequestHeaders().getFirst("If-Match");
                        seen.add(exchange.getRequestMethod() + " " + version);
                        api.respond(exchange, 200, "{\"state\": \"revoked\"}");
                    });
        }

        var revoke =
                api.holdpoint(
                        "grants",
                        "revoke",
                        "refunds",
                        "--as=carol",
                        "--reason=left",
                        "--if-version=3");
        var remove = api.holdpoint("targets", "remove", "crm", "--as=carol");

        assertThat(revoke.out()).isEqualTo("grant refunds is revoked\n");
        assertThat(remove.out()).isEqualTo("target crm is removed\n");
        assertThat(seen).containsExactly("POST \"3\"", "DELETE null");
        assertThat(Http.JSON.readTree(api.bodies().getFirst()).path("reason").asText())
                .isEqualTo("left");
    }

    @Test
    void a_target_is_registered_by_the_reference_of_its_secret() throws Exception {
        api.answer("/api/v1/targets/crm", 201, "{\"name\": \"crm\", \"version\": 1}");

        var register =
                api.holdpoint(
                        "targets",
                        "register",
                        "crm",
                        "--as=carol",
                        "--host=db",
                        "--database=crm",
                        "--username=app",
                        "--secret=env:CRM",
                        "--label=data=crm");

        assertThat(register.out()).isEqualTo("target crm is registered, version 1\n");
        assertThat(Http.JSON.readTree(api.bodies().getFirst()))
                .isEqualTo(
                        Http.JSON.readTree(
                                """
                                {"protocol": "postgres", "host": "db", "port": 5432,
                                 "database": "crm", "username": "app", "secret": "env:CRM",
                                 "tls": "verify-full", "labels": {"data": "crm"}}
                                """));
    }
}
