package io.rostrum.server.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.RunningServer;
import io.rostrum.server.auth.Secret;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Claiming, signing in and out, over sockets.
@ExtendWith(LeakGuard.class)
@Timeout(60)
class SignInTest {
    private static final String ADA = "{\"name\":\"Ada\",\"password\":\"correct horse\"}";

    @TempDir
    private Path directory;

    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.start(
                directory, Map.of("bind", "0.0.0.0", "open_ingest", "false", "accounts.unclaimed_network", "false"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> ask(String method, String path, String json, String... more) throws Exception {
        String[] fields = new String[more.length + 2];
        fields[0] = "Content-Type";
        fields[1] = "application/json";
        System.arraycopy(more, 0, fields, 2, more.length);
        return server.send(method, path, json, fields);
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private static String cookie(HttpResponse<String> answer) {
        String field = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return field.substring(0, field.indexOf(';'));
    }

    private String claimCode() throws Exception {
        return json(server.operate("POST", "/claim-code", "")).get("code").getAsString();
    }

    private HttpResponse<String> claim(String code) throws Exception {
        return ask(
                "POST", "/api/v1/claim", "{\"code\":\"" + code + "\",\"name\":\"Ada\",\"password\":\"correct horse\"}");
    }

    @Test
    void untilItIsClaimedOnlyThisMachineReachesTheServer() throws Exception {
        assertThat(server.isReachedAt("127.0.0.2")).isFalse();
        assertThat(json(ask("GET", "/api/v1/session", "")).get("claimed").getAsBoolean())
                .isFalse();
        assertThat(claim("claim-guessed").statusCode()).isEqualTo(403);

        String code = claimCode();
        HttpResponse<String> claimed = claim(code);

        assertThat(claimed.statusCode()).as(claimed.body()).isEqualTo(201);
        await().atMost(RunningServer.PATIENCE).until(() -> server.isReachedAt("127.0.0.2"));
        assertThat(claim(code).statusCode()).as("the code is used up").isEqualTo(403);
        assertThat(server.operate("POST", "/claim-code", "").statusCode()).isEqualTo(409);
        String id = json(ask("GET", "/api/v1/session", "", "Cookie", cookie(claimed)))
                .getAsJsonObject("account")
                .get("role")
                .getAsString();
        assertThat(id).isEqualTo("owner");

        server.close();
        server = RunningServer.start(directory, Map.of("bind", "0.0.0.0", "open_ingest", "false"));
        assertThat(server.isReachedAt("127.0.0.2")).as("after a restart").isTrue();
    }

    @Test
    void whoeverIsSignedInMustProveThatAPageFromHereAsks() throws Exception {
        HttpResponse<String> claimed = claim(claimCode());
        String cookie = cookie(claimed);
        String proof = json(claimed).get("proof").getAsString();
        String token = "{\"name\":\"bot\",\"scopes\":[\"read\"]}";

        assertThat(ask("GET", "/api/v1/account", "", "Cookie", cookie).statusCode())
                .isEqualTo(200);
        assertThat(ask("POST", "/api/v1/account/tokens", token, "Cookie", cookie)
                        .statusCode())
                .isEqualTo(403);
        assertThat(ask("POST", "/api/v1/account/tokens", token, "Cookie", cookie, "X-Rostrum-Proof", proof + "0")
                        .statusCode())
                .isEqualTo(403);
        assertThat(ask(
                                "POST",
                                "/api/v1/account/tokens",
                                token,
                                "Cookie",
                                cookie,
                                "X-Rostrum-Proof",
                                proof,
                                "Origin",
                                "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(ask("POST", "/api/v1/account/tokens", token, "Cookie", cookie, "X-Rostrum-Proof", proof)
                        .statusCode())
                .isEqualTo(201);
        assertThat(server.send("POST", "/api/v1/session", ADA, "Content-Type", "text/plain")
                        .statusCode())
                .as("what a form of another site could send")
                .isEqualTo(415);
    }

    @Test
    void signingInAndOutWithCodes() throws Exception {
        HttpResponse<String> claimed = claim(claimCode());
        String[] me = {
            "Cookie",
            cookie(claimed),
            "X-Rostrum-Proof",
            json(claimed).get("proof").getAsString()
        };
        Secret secret = new Secret(json(ask("POST", "/api/v1/account/codes", ADA, me))
                .get("secret")
                .getAsString());
        long step = Instant.now().getEpochSecond() / 30;
        HttpResponse<String> confirmed =
                ask("PUT", "/api/v1/account/codes", "{\"code\":\"" + Totp.code(secret, step) + "\"}", me);
        assertThat(confirmed.statusCode()).as(confirmed.body()).isEqualTo(200);
        assertThat(ask("DELETE", "/api/v1/session", "", me).statusCode()).isEqualTo(204);
        assertThat(ask("GET", "/api/v1/account", "", me).statusCode()).isEqualTo(401);

        assertThat(ask("POST", "/api/v1/session", ADA).statusCode()).isEqualTo(202);
        String withCode = ADA.replace("}", ",\"code\":\"" + Totp.code(secret, step + 1) + "\"}");
        assertThat(ask("POST", "/api/v1/session", withCode).statusCode()).isEqualTo(200);
        assertThat(ask("POST", "/api/v1/session", withCode).statusCode())
                .as("replay")
                .isEqualTo(403);
        for (int i = 0; i < 4; i++) {
            ask("POST", "/api/v1/session", ADA.replace("horse", "zebra"), "X-Forwarded-For", "192.0.2." + i);
        }
        assertThat(ask("POST", "/api/v1/session", ADA, "X-Forwarded-For", "192.0.2.9")
                        .statusCode())
                .as("a field that anybody can send changes no address")
                .isEqualTo(429);
    }

    @Test
    void noSecretStandsInTheFolderAsItIs() throws Exception {
        HttpResponse<String> claimed = claim(claimCode());
        String session = cookie(claimed).substring("rostrum_session=".length());
        server.close();

        for (String name : new String[] {"rostrum.db", "rostrum.db-wal"}) {
            if (Files.exists(directory.resolve(name))) {
                assertThat(Files.readString(directory.resolve(name), StandardCharsets.ISO_8859_1))
                        .doesNotContain("correct horse", session);
            }
        }
    }

    @Test
    void guessesOfInvitationsAreSlowedDownAndMistypedNamesAreNone() throws Exception {
        HttpResponse<String> claimed = claim(claimCode());
        String[] me = {
            "Cookie",
            cookie(claimed),
            "X-Rostrum-Proof",
            json(claimed).get("proof").getAsString()
        };
        String code = json(ask("POST", "/api/v1/users/invitations", "{\"role\":\"student\"}", me))
                .get("code")
                .getAsString();
        for (int i = 0; i < LoginLimiter.FREE_FAILURES + 3; i++) {
            assertThat(join(code, "x").statusCode())
                    .as("a name that is none is no guess")
                    .isEqualTo(400);
        }
        for (int i = 0; i < LoginLimiter.FREE_FAILURES; i++) {
            assertThat(join("inv_guess" + i, "Tom").statusCode()).isEqualTo(403);
        }

        assertThat(join("inv_guess", "Tom").statusCode()).isEqualTo(429);
    }

    @Test
    void whoHasNoInvitationIsSlowedDownWhateverElseIsWrong() throws Exception {
        for (int i = 0; i < LoginLimiter.FREE_FAILURES; i++) {
            assertThat(join("inv_invented", i % 2 == 0 ? "Tom" : "x").statusCode())
                    .isEqualTo(403);
        }

        assertThat(join("inv_invented", "Tom").statusCode()).isEqualTo(429);
    }

    private HttpResponse<String> join(String code, String name) throws Exception {
        return ask(
                "POST",
                "/api/v1/invitations",
                "{\"code\":\"" + code + "\",\"name\":\"" + name + "\",\"password\":\"correct horse\"}");
    }
}
