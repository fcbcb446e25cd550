package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.push.packet.Rational;
import io.rostrum.push.target.PushLoops;
import io.rostrum.push.target.PushSettings;
import io.rostrum.push.target.PushState;
import io.rostrum.push.target.PushTarget;
import io.rostrum.push.target.PushUrl;
import io.rostrum.push.testkit.FlvBroadcast;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An owner's first minutes and a creator's, in Chromium; and what a device that the owner revokes can still do.
@Tag("peer")
@Tag("together")
class AccountPagesIT {
    private static final Map<String, String> NO_LADDER = Map.of("ROSTRUM_TRANSCODE_ENABLED", "no");

    private static HttpResponse<String> ask(TestServer server, String method, String path, String json, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url(path)))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static JsonObject made(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static String operator(TestServer server) throws IOException {
        return Files.readString(server.data().resolve("operator-token")).strip();
    }

    /// @param part of what account-check.mjs does
    @ParameterizedTest
    @ValueSource(strings = {"people", "server"})
    void anOwnerClaimsTheServerInvitesSomebodyWhoDescribesAChannelAndRunsIt(String part) throws Exception {
        try (TestServer server = TestServer.start(NO_LADDER)) {
            String code = made(ask(server, "POST", "/api/v1/operator/claim-code", "", operator(server)))
                    .get("code")
                    .getAsString();

            assertThat(Node.problems(
                            Node.run("account-check.mjs", "--claim", server.url("/claim#" + code), "--part", part)))
                    .isEmpty();
        }
    }

    @Test
    void aDeviceThatIsRevokedPublishesNoMoreWithinTwoSeconds(@TempDir Path folder) throws Exception {
        Path sample = SampleFlv.create(folder);
        try (TestServer server = TestServer.start(NO_LADDER);
                PushLoops loops = PushLoops.open()) {
            String token = operator(server);
            String code = made(ask(server, "POST", "/api/v1/devices/codes", "{\"stream\":\"lesson\"}", token))
                    .get("code")
                    .getAsString();
            JsonObject device =
                    made(ask(server, "POST", "/api/v1/pair", "{\"code\":\"" + code + "\",\"name\":\"Studio\"}", ""));
            JsonObject ingest = JsonParser.parseString(
                            ask(server, "GET", "/api/v1/ingest", "", "").body())
                    .getAsJsonObject();
            PushUrl url = PushUrl.parse("rtmp://127.0.0.1:" + ingest.get("port").getAsInt() + "/live/"
                    + device.get("key").getAsString());
            try (PushTarget target = PushTarget.start(url, PushSettings.DEFAULT, loops);
                    FlvBroadcast broadcast = FlvBroadcast.of(sample, new Rational(30, 1), List.of(target))) {
                await().atMost(Duration.ofSeconds(40))
                        .until(() -> target.state() instanceof PushState.Live && broadcast.pictures() > 30);
                String path = "/api/v1/devices/" + device.get("id").getAsString();
                assertThat(ask(server, "DELETE", path, "", token).statusCode()).isEqualTo(204);

                await().atMost(Duration.ofSeconds(2)).until(() -> !(target.state() instanceof PushState.Live));
                assertThat(ask(
                                        server,
                                        "GET",
                                        "/api/v1/device",
                                        "",
                                        device.get("token").getAsString())
                                .statusCode())
                        .isEqualTo(401);
                await().atMost(Duration.ofSeconds(40)).until(() -> target.state() instanceof PushState.Failed);
            }
        }
    }
}
