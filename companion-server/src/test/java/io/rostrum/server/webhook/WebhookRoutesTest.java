package io.rostrum.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.push.ForeignBytes;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.RunningServer;
import io.rostrum.server.auth.Secret;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Webhooks of a whole server, over sockets.
@ExtendWith(LeakGuard.class)
@Timeout(60)
class WebhookRoutesTest {
    private static final byte[] FLV = ForeignBytes.of("avc-aac.flv");

    @TempDir
    private Path directory;

    private static HttpResponse<String> ask(RunningServer server, String method, String path, String json)
            throws Exception {
        return server.send(
                method,
                "/api/v1/webhooks" + path,
                json,
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + server.token());
    }

    private static JsonObject json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static String wanted(String url) {
        return "{\"url\":\"" + url + "\",\"events\":[\"stream.published\",\"stream.unpublished\","
                + "\"recording.started\",\"recording.finished\"]}";
    }

    @Test
    void aBroadcastIsToldFromItsBeginningToTheEndOfItsRecording() throws Exception {
        Map<String, String> settings = Map.of(
                "webhooks.networks", "loopback", "record.streams", "cam", "record.low_space", "0", "hls.segment", "1s");
        try (Receiver receiver = new Receiver()) {
            JsonObject hook;
            try (RunningServer server = RunningServer.start(directory, settings)) {
                hook = json(ask(server, "POST", "", wanted(receiver.url())));
                Secret secret = new Secret(hook.get("secret").getAsString());
                String id = "/" + hook.get("id").getAsString();

                JsonObject pinged = json(ask(server, "POST", id + "/ping", ""));
                assertThat(pinged.get("status").getAsInt()).isEqualTo(200);
                assertThat(pinged.get("answer").getAsString()).startsWith("said\\u0007");
                receiver.got().getFirst().assertSigned(secret);
                assertThat(ask(server, "GET", "", "").body()).doesNotContain("whsec_");

                try (RunningServer.Upload upload = server.post("/live/cam.flv")) {
                    upload.write(FLV);
                    await().atMost(RunningServer.PATIENCE)
                            .until(() -> receiver.got().size() >= 2);
                    upload.end();
                }
                await().atMost(RunningServer.PATIENCE)
                        .until(() -> receiver.got().size() == 5);
                receiver.got().getLast().assertSigned(secret);
                String other = json(ask(server, "POST", id + "/secret", ""))
                        .get("secret")
                        .getAsString();
                assertThat(other).isNotEqualTo(secret.reveal());
                assertThat(json(ask(server, "GET", id + "/deliveries", "")).getAsJsonArray("deliveries"))
                        .hasSize(5);
            }
            List<String> types = receiver.got().stream().map(Receiver.Got::type).toList();
            assertThat(types).startsWith("ping", "stream.published").contains("recording.started");
            assertThat(types.subList(3, 5)).containsExactlyInAnyOrder("stream.unpublished", "recording.finished");
            JsonObject finished = receiver.got().stream()
                    .filter(got -> got.type().equals("recording.finished"))
                    .findFirst()
                    .orElseThrow()
                    .body()
                    .getAsJsonObject("data");
            assertThat(finished.get("bytes").getAsLong()).isPositive();
            assertThat(finished.get("durationMillis").getAsLong()).isPositive();

            try (RunningServer again = RunningServer.start(directory, settings)) {
                assertThat(json(ask(again, "GET", "", "")).getAsJsonArray("webhooks"))
                        .hasSize(1);
                assertThat(ask(again, "DELETE", "/" + hook.get("id").getAsString(), "")
                                .statusCode())
                        .isEqualTo(204);
            }
        }
    }

    @Test
    void thisMachineIsNotReachedUnlessTheConfigurationAllowsIt() throws Exception {
        try (Receiver receiver = new Receiver();
                RunningServer server = RunningServer.start(directory, Map.of())) {
            HttpResponse<String> refused = ask(server, "POST", "", wanted(receiver.url()));

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body())
                    .isEqualToIgnoringNewLines(
                            "url: 127.0.0.1 is this machine (expected: an address elsewhere, or loopback among"
                                    + " webhooks.networks in the configuration).");
            for (String bad : List.of(
                    "{}", "{\"url\":\"ftp://example.org/\",\"events\":[\"stream.published\"]}", "[]", "nothing")) {
                assertThat(ask(server, "POST", "", bad).statusCode()).as(bad).isEqualTo(400);
            }
            assertThat(receiver.got()).isEmpty();
        }
    }
}
