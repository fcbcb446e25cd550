package io.rostrum.server.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rostrum.server.auth.KeyId;
import io.rostrum.server.auth.PublishAuthorizer;
import io.rostrum.server.auth.PublishAuthorizer.Decision;
import io.rostrum.server.auth.PublishAuthorizer.Reason;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamKeys;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.hook.CallbackConfig.Event;
import io.rostrum.server.hook.CallbackConfig.Style;
import io.rostrum.server.playback.PlaybackDoor;
import io.rostrum.server.webhook.Signature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An application on loopback that answers as the test says; what it is told is compared with what the documentation of
/// SRS and of nginx-rtmp says they send.
@Timeout(60)
class GateTest {
    private static final StreamName LESSON = new StreamName("lesson");

    @TempDir
    private Path directory;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final CountDownLatch hang = new CountDownLatch(1);
    private HttpServer application;
    private Secret key;
    private int status = 200;
    private String answer = "0";
    private Optional<String> location = Optional.empty();
    private boolean hangs;
    private volatile Headers headers = new Headers();

    @BeforeEach
    void start() throws IOException {
        key = new StreamKeys(directory, Clock.systemUTC()).add(LESSON).orElseThrow();
        application = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        application.setExecutor(threads);
        application.createContext("/", this::answer);
        application.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        headers = exchange.getRequestHeaders();
        told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        location.ifPresent(name -> exchange.getResponseHeaders().set("Location", name));
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, hangs ? 1000 : body.length == 0 ? -1 : body.length);
        if (hangs) {
            try {
                hang.await(); // the head is there, the body never comes
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void stop() {
        hang.countDown();
        application.stop(0);
        threads.shutdownNow();
    }

    private Optional<Secret> secret = Optional.empty();

    private Gate gate(Style style, boolean publishWhenDown, boolean keys, int port) {
        URI url = URI.create("http://127.0.0.1:" + port + "/hook");
        CallbackConfig config = new CallbackConfig(
                style,
                Map.of(Event.PUBLISH, url, Event.PLAY, url, Event.UNPUBLISH, url),
                Duration.ofSeconds(hangs ? 1 : 20),
                4,
                publishWhenDown,
                true,
                Duration.ofSeconds(60),
                secret,
                keys);
        return new Gate(
                new PublishAuthorizer(new StreamKeys(directory, Clock.systemUTC()), false, System::nanoTime),
                config,
                "live",
                threads,
                PlaybackDoor.open());
    }

    private Gate gate(Style style) {
        return gate(style, false, true, application.getAddress().getPort());
    }

    private static Client client(String query) {
        return new Client("c0ffee", InetAddress.getLoopbackAddress(), "rtmp://h/live", query);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        SRS   | 200 | 0                            | true
        SRS   | 200 | {"code":0,"data":{}}         | true
        SRS   | 200 | 1                            | false
        SRS   | 200 | {"code":403}                 | false
        SRS   | 200 | no idea                      | false
        SRS   | 403 | 0                            | false
        SRS   | 302 | 0                            | false
        NGINX | 200 | whatever                     | true
        NGINX | 204 | ''                           | true
        NGINX | 403 | ''                           | false
        NGINX | 302 | ''                           | false
        """)
    void theAnswerDecides(Style style, int code, String words, boolean allowed) {
        status = code;
        answer = words;

        Decision decision = gate(style).publish(key, client(""));

        if (allowed) {
            assertThat(decision).isInstanceOf(Decision.Allowed.class);
        } else {
            assertThat(decision)
                    .isEqualTo(new Decision.Denied(
                            Reason.CALLBACK_REFUSED, "The operator's application does not allow this stream."));
        }
        assertThat(gate(style).mayPlay(LESSON, client(""))).isEqualTo(allowed);
    }

    @Test
    void srsIsToldWhatSrsTells() throws Exception {
        gate(Style.SRS).publish(key, client("token=abc"));

        assertThat(told.take())
                .isEqualTo("{\"action\":\"on_publish\",\"client_id\":\"c0ffee\",\"ip\":\"127.0.0.1\","
                        + "\"vhost\":\"__defaultVhost__\",\"app\":\"live\",\"tcUrl\":\"rtmp://h/live\","
                        + "\"stream\":\"lesson\",\"param\":\"?token=abc\",\"stream_url\":\"/live/lesson\"}")
                .doesNotContain(key.reveal());
    }

    @Test
    void nginxIsToldWhatNginxTellsAndThePeerCannotSpeakForIt() throws Exception {
        gate(Style.NGINX).publish(key, client("token=a%26b&name=evil&call=play"));

        assertThat(told.take())
                .isEqualTo("call=publish&app=live&tcurl=rtmp%3A%2F%2Fh%2Flive&addr=127.0.0.1&clientid=c0ffee"
                        + "&name=lesson&type=live&token=a%26b");
    }

    @Test
    void aRedirectRenamesTheStream() {
        status = 302;
        answer = "";
        location = Optional.of("renamed");

        assertThat(gate(Style.NGINX).publish(key, client("")))
                .isInstanceOfSatisfying(
                        Decision.Allowed.class,
                        allowed -> assertThat(allowed.stream()).isEqualTo(new StreamName("renamed")));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void whoIsDownDoesNotDecide(boolean publishWhenDown) {
        status = 500;
        Gate gate =
                gate(Style.SRS, publishWhenDown, true, application.getAddress().getPort());

        assertThat(gate.publish(key, client("")) instanceof Decision.Allowed).isEqualTo(publishWhenDown);
        assertThat(gate.mayPlay(LESSON, client(""))).isTrue();

        application.stop(0);
        assertThat(gate.publish(key, client("")) instanceof Decision.Allowed).isEqualTo(publishWhenDown);
    }

    @Test
    void whoIsNotThereIsSaidInWords() {
        URI url = URI.create("http://127.0.0.1:" + application.getAddress().getPort() + "/hook");
        application.stop(0);
        CallbackConfig config = new CallbackConfig(
                Style.SRS,
                Map.of(Event.PLAY, url),
                Duration.ofSeconds(20),
                4,
                false,
                false,
                Duration.ofSeconds(60),
                Optional.empty(),
                true);

        assertThat(new Callbacks(config, "live", threads).ask(Event.PLAY, LESSON, client("")))
                .isEqualTo(new Callbacks.Answer.Down("its address takes no connection"));
    }

    @Test
    void anAnswerThatNeverEndsIsNotWaitedFor() {
        hangs = true;

        assertThat(gate(Style.SRS).publish(key, client("")))
                .isInstanceOfSatisfying(
                        Decision.Denied.class,
                        denied -> assertThat(denied.reason()).isEqualTo(Reason.CALLBACK_DOWN));
    }

    @Test
    void whatIsAskedIsSigned() throws Exception {
        secret = Optional.of(new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        gate(Style.SRS).publish(key, client(""));

        String body = told.take();
        String id = headers.getFirst("webhook-id");
        Instant at = Instant.ofEpochSecond(Long.parseLong(headers.getFirst("webhook-timestamp")));
        assertThat(headers.getFirst("webhook-signature")).isEqualTo(Signature.of(secret.orElseThrow(), id, at, body));
    }

    @Test
    void aWrongKeyIsNotEvenAskedFor() {
        Decision decision = gate(Style.SRS).publish(new Secret("rsk_wrong"), client(""));

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Denied.class,
                        denied -> assertThat(denied.reason()).isEqualTo(Reason.UNKNOWN_KEY));
        assertThat(told).isEmpty();
    }

    @Test
    void withoutKeysTheApplicationAloneDecides() {
        Gate gate = gate(Style.SRS, false, false, application.getAddress().getPort());

        assertThat(gate.publish(new Secret("anything"), client("")))
                .isEqualTo(new Decision.Allowed(new StreamName("anything"), Optional.<KeyId>empty()));
        answer = "1";
        for (int i = 0; i < 5; i++) {
            gate.publish(new Secret("anything"), client(""));
        }
        assertThat(gate.publish(new Secret("anything"), client("")))
                .isInstanceOfSatisfying(
                        Decision.Denied.class,
                        denied -> assertThat(denied.reason()).isEqualTo(Reason.TOO_MANY_FAILURES));
    }

    @Test
    void theEndIsTold() throws Exception {
        gate(Style.SRS).unpublished(LESSON, client(""));

        assertThat(told.take()).contains("\"action\":\"on_unpublish\"", "\"stream\":\"lesson\"");
    }
}
