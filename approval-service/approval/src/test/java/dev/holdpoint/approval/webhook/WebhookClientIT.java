package dev.holdpoint.approval.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.approval.webhook.Outcome.Failed;
import dev.holdpoint.approval.webhook.Outcome.Taken;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One attempt, against servers that behave and servers that do not. */
class WebhookClientIT {
    private static final Notice NOTICE = new Notice(1, "id-1", "{\"a\":\"\u00fc\"}", 0);
    private static final String PASSWORD = "changeit";

    @TempDir private Path directory;
    private final Vertx vertx = Vertx.vertx();

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("secret"), Specification.SECRET);
    }

    @AfterEach
    void stop() {
        WebhookLab.get(vertx.close());
    }

    private WebhookClient client(String url, String... more) {
        var settings = new HashMap<String, String>();
        settings.put("e.url", url);
        settings.put("e.secrets", "file:" + directory.resolve("secret"));
        settings.put("e.timeout", "PT30S");
        for (int i = 0; i < more.length; i += 2) {
            settings.put("e." + more[i], more[i + 1]);
        }
        var endpoint = EndpointTest.endpoints(settings).usable().getFirst();
        return new WebhookClient(vertx, endpoint, InstantSource.system());
    }

    private Outcome post(String url, String... more) {
        try (var client = client(url, more)) {
            return post(client);
        }
    }

    private static Outcome post(WebhookClient client) {
        return WebhookLab.get(client.ready().compose(ready -> client.post(NOTICE, ready)));
    }

    private static void failed(Outcome outcome, String reason) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> {
                            assertThat(failed.status()).isNull();
                            assertThat(failed.reason()).contains(reason);
                        });
    }

    @Test
    void a_certificate_is_of_a_known_authority_and_of_that_host() throws Exception {
        var certificate = directory.resolve("ca.pem").toString();
        try (var receiver = Receiver.start(tls(certificate))) {
            var url = "https://localhost:" + receiver.port() + "/x?y=z";
            failed(post(url), "no TLS");
            failed(
                    post(
                            url.replace("localhost", "127.0.0.1"),
                            "certificate-authority",
                            certificate),
                    "no TLS");
            assertThat(receiver.requests()).isEmpty();

            assertThat(post(url, "certificate-authority", certificate)).isEqualTo(new Taken());

            var request = receiver.requests().getFirst();
            assertThat(request.path()).isEqualTo("/x?y=z");
            assertThat(request.body()).isEqualTo(NOTICE.body());
            assertThat(request.headers()).containsEntry("host", "localhost:" + receiver.port());
            assertThat(request.isSignedBy(Specification.SECRET)).isTrue();
        }
    }

    /** A key and a certificate for localhost alone, the latter in a file, too. */
    private SSLContext tls(String certificate) throws Exception {
        var store = directory.resolve("keys.p12").toString();
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                store);
        keytool("-exportcert", "-rfc", "-keystore", store, "-file", certificate);
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(
                KeyStore.getInstance(Path.of(store).toFile(), PASSWORD.toCharArray()),
                PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD, "-alias", "localhost"));
        var program = new ProcessBuilder(command).inheritIO().start();
        assertThat(program.waitFor()).isZero();
    }

    @Test
    void nobody_there_is_no_connection() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        failed(post("http://127.0.0.1:" + port), "no connection");
    }

    @Test
    void an_answer_that_does_not_end_is_not_read_to_its_end() throws Exception {
        var ended = new CountDownLatch(1);
        try (var server = serve(socket -> chunks(socket, ended));
                var client = client(url(server))) {
            assertThat(post(client)).isEqualTo(new Taken());
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void chunks(Socket socket, CountDownLatch ended) throws IOException {
        var out = socket.getOutputStream();
        out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(US_ASCII));
        try {
            while (true) {
                out.write("4\r\nmore\r\n".getBytes(US_ASCII));
            }
        } catch (IOException _) {
            ended.countDown();
        }
    }

    @Test
    void an_answer_that_is_none_or_never_comes_or_is_all_headers_is_a_failure() throws Exception {
        try (var server = serve(socket -> write(socket, "SSH-2.0-OpenSSH\r\n\r\n"))) {
            failed(post(server), "broken off");
        }
        try (var server = serve(Socket::close)) {
            failed(post(server), "broken off");
        }
        try (var server = serve(socket -> write(socket, "HTTP/1.1 2"))) {
            failed(post(url(server), "timeout", "PT1S"), "no answer within 1000 ms");
        }
        try (var server =
                serve(socket -> write(socket, "HTTP/1.1 200 OK\r\nx: " + "y".repeat(100_000)))) {
            failed(post(server), "broken off");
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    private Outcome post(ServerSocket server) {
        return post(url(server));
    }

    private static String url(ServerSocket server) {
        return "http://127.0.0.1:" + server.getLocalPort() + "/holds";
    }

    private interface Answering {
        void answer(Socket socket) throws IOException;
    }

    /** A server that answers the first bytes of every connection. */
    private static ServerSocket serve(Answering answering) throws IOException {
        var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(
                () -> {
                    try {
                        while (true) {
                            var socket = server.accept();
                            if (socket.getInputStream().read() >= 0) {
                                answering.answer(socket);
                            }
                        }
                    } catch (IOException _) {
                        Thread.currentThread().interrupt();
                    }
                });
        return server;
    }
}
