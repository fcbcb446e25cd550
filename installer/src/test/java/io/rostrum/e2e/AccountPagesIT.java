package io.rostrum.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// An owner's first minutes and a creator's, in Chromium.
@Tag("peer")
@Tag("together")
class AccountPagesIT {
    @Test
    void anOwnerClaimsTheServerAndInvitesSomebodyWhoDescribesAChannel() throws Exception {
        try (TestServer server = TestServer.start(Map.of("ROSTRUM_TRANSCODE_ENABLED", "no"));
                HttpClient client = HttpClient.newHttpClient()) {
            String token =
                    Files.readString(server.data().resolve("operator-token")).strip();
            HttpResponse<String> made = client.send(
                    HttpRequest.newBuilder(URI.create(server.url("/api/v1/operator/claim-code")))
                            .header("Authorization", "Bearer " + token)
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            String code = JsonParser.parseString(made.body())
                    .getAsJsonObject()
                    .get("code")
                    .getAsString();

            assertThat(Node.problems(Node.run("account-check.mjs", "--claim", server.url("/claim#" + code))))
                    .isEmpty();
        }
    }
}
