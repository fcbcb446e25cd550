package io.rostrum.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The handshake of RFC 6455 §1.3.
class WebSocketUpgradeTest {
    private static Request request(Map<String, String> fields) {
        Request request = Request.get("/live/cam.flv", Map.of("stream", "cam"));
        fields.forEach((name, value) -> request.headers().set(name, value));
        return request;
    }

    @Test
    void theSpecificationsExampleIsAnswered() throws HttpException {
        Request request = request(Map.of(
                "Upgrade", "websocket",
                "Connection", "keep-alive, Upgrade",
                "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version", "13"));
        assertThat(WebSocketUpgrade.isAskedBy(request)).isTrue();
        Response accepted = WebSocketUpgrade.accept(request);
        assertThat(accepted.status()).isEqualTo(HttpResponseStatus.SWITCHING_PROTOCOLS);
        assertThat(accepted.headers().get("Sec-WebSocket-Accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(accepted.headers().get("Upgrade")).isEqualTo("websocket");
        assertThat(accepted.headers().get("Connection")).isEqualTo("upgrade");
    }

    @Test
    void anotherVersionAndAHandshakeThatIsNoneAreRefused() {
        Map<String, String> old = Map.of(
                "Upgrade", "websocket",
                "Connection", "Upgrade",
                "Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version", "8");
        assertThatThrownBy(() -> WebSocketUpgrade.accept(request(old)))
                .isInstanceOfSatisfying(
                        HttpException.class,
                        e -> assertThat(e.status()).isEqualTo(HttpResponseStatus.UPGRADE_REQUIRED));
        Map<String, String> shortKey = Map.of(
                "Upgrade", "websocket",
                "Connection", "Upgrade",
                "Sec-WebSocket-Key", "AAAA",
                "Sec-WebSocket-Version", "13");
        assertThatThrownBy(() -> WebSocketUpgrade.accept(request(shortKey)))
                .isInstanceOfSatisfying(
                        HttpException.class, e -> assertThat(e.status()).isEqualTo(HttpResponseStatus.BAD_REQUEST));
        assertThat(WebSocketUpgrade.isAskedBy(request(Map.of()))).isFalse();
    }
}
