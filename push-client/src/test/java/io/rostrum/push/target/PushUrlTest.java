package io.rostrum.push.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushUrlTest {
    @ParameterizedTest
    @CsvSource({
        "rtmp://a.example/live/key, false, a.example, 1935, live, key, rtmp://a.example/live",
        "rtmps://a.example/live2/k-e-y, true, a.example, 443, live2, k-e-y, rtmps://a.example/live2",
        "rtmps://a.example:443/rtmp/FB-1?s_bl=1&a=Ab, true, a.example, 443, rtmp, FB-1?s_bl=1&a=Ab, rtmps://a.example/rtmp",
        "rtmp://a.example:1936/app/more/key?token=x/y, false, a.example, 1936, app/more, key?token=x/y, rtmp://a.example:1936/app/more",
        "rtmp://[::1]:1935/live/key, false, ::1, 1935, live, key, rtmp://[::1]/live",
        "rtmp://127.0.0.1/live/a|b c, false, 127.0.0.1, 1935, live, a|b c, rtmp://127.0.0.1/live",
        " RTMP://a.example/live/key , false, a.example, 1935, live, key, rtmp://a.example/live",
    })
    void readsAddresses(String text, boolean tls, String host, int port, String app, String key, String tcUrl) {
        PushUrl url = PushUrl.parse(text);

        assertThat(url.tls()).isEqualTo(tls);
        assertThat(url.host()).isEqualTo(host);
        assertThat(url.port()).isEqualTo(port);
        assertThat(url.app()).isEqualTo(app);
        assertThat(url.key()).isEqualTo(key);
        assertThat(url.tcUrl()).isEqualTo(tcUrl);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "http://a.example/live/secret ! target address, scheme: http (expected: rtmp:// or rtmps://)",
                "a.example/live/secret ! target address, scheme: none (expected: rtmp:// or rtmps://)",
                "rtmp:///live/secret ! target address, host: none (expected: a name or an address)",
                "rtmp://user:pw@a.example/live/secret ! target address, host: one with a user name (expected: host or host:port)",
                "rtmp://a.example:0/live/secret ! target address, port: 0 (expected: 1..65535)",
                "rtmp://a.example:65536/live/secret ! target address, port: 65536 (expected: 1..65535)",
                "rtmp://a.example:http/live/secret ! target address, port: http (expected: 1..65535)",
                "rtmp://[::1]1935/live/secret ! target address, port: 935 (expected: 1..65535)",
                "rtmp://a.example ! target address, path: no application or no key (expected: /app/key)",
                "rtmp://a.example/live ! target address, path: no application or no key (expected: /app/key)",
                "rtmp://a.example/live/ ! target address, path: /live/ without a key (expected: /app/key)",
                "rtmp://a.example/live/?token=secret ! target address, path: /live/ without a key (expected: /app/key)",
            })
    void refusesWhatIsNoAddressAndShowsNoKey(String text, String message) {
        assertThatThrownBy(() -> PushUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThat(message).doesNotContain("secret");
    }

    @Test
    void showsNoKey() {
        assertThat(PushUrl.parse("rtmp://a.example:1936/live/secret?token=secret2"))
                .hasToString("rtmp://a.example:1936/live/***");
    }

    @Test
    void equalsByAllItsParts() {
        assertThat(PushUrl.parse("rtmp://a.example/live/key"))
                .isEqualTo(PushUrl.parse("rtmp://a.example:1935/live/key"))
                .hasSameHashCodeAs(PushUrl.parse("rtmp://a.example:1935/live/key"))
                .isNotEqualTo(PushUrl.parse("rtmp://a.example/live/other"));
    }

    @ParameterizedTest
    @CsvSource({
        "rtmp://a/live, rtmp://b:1936/app/sub, rtmp://b:1936/app/sub",
        "rtmp://a:1936/live, /other, rtmp://a:1936/other",
        "rtmps://a/live, rtmps://b/live/, rtmps://b/live"
    })
    void goesWhereAServerSendsItWithTheSameKey(String from, String reference, String to) {
        PushUrl moved = PushUrl.parse(from + "/key?token=1").movedTo(reference);

        assertThat(moved.tcUrl()).isEqualTo(to);
        assertThat(moved.key()).isEqualTo("key?token=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtmp://b/live", "http://b/live", "rtmps://user@b/live", "not an address"})
    void isNotSentWhereItsKeyCouldBeRead(String reference) {
        PushUrl url = PushUrl.parse("rtmps://a/live/key");

        assertThatThrownBy(() -> url.movedTo(reference)).isInstanceOf(IllegalArgumentException.class);
    }
}
