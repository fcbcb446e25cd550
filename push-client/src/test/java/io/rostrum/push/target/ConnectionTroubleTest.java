package io.rostrum.push.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.DecoderException;
import io.rostrum.push.rtmp.RtmpProtocolException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionTroubleTest {
    private static final PushUrl URL = PushUrl.parse("rtmps://a.example/live/secret");

    static Stream<Arguments> passingTroubles() {
        return Stream.of(
                Arguments.of(null, "a.example:443 closed the connection"),
                Arguments.of(new IOException("Connection reset by peer"), "a.example:443 broke the connection"),
                Arguments.of(new ConnectException("Connection refused"), "a.example:443 accepts no connections"),
                Arguments.of(new UnknownHostException("a.example"), "The name a.example is not known"),
                Arguments.of(
                        new DecoderException(new RtmpProtocolException("version: 72 (expected: 3)", "§5.2.2")),
                        "a.example:443 does not speak RTMP as it should: version: 72 (expected: 3), RTMP 1.0 §5.2.2"));
    }

    @ParameterizedTest
    @MethodSource("passingTroubles")
    void whatMayPassIsSaidInWords(@Nullable Throwable cause, String why) {
        assertThat(ConnectionTrouble.of(URL, cause)).isEqualTo(new ConnectionTrouble(why, null));
    }

    @Test
    void aCertificateNobodyVouchesForDoesNotPass() {
        assertThat(refusedFor("No name matching a.example found"))
                .isEqualTo(new ConnectionTrouble(
                        "The certificate of a.example:443 is not to be trusted: No name matching a.example found",
                        "Check the address; if the server is your own, give it a certificate of a known authority."));
        assertThat(refusedFor("PKIX path building failed: sun.security.X: unable to find a path")
                        .why())
                .isEqualTo("The certificate of a.example:443 is not to be trusted: no known authority vouches for it");
    }

    private static ConnectionTrouble refusedFor(String message) {
        SSLHandshakeException refused = new SSLHandshakeException("handshake");
        refused.initCause(new CertificateException(message));
        return ConnectionTrouble.of(URL, refused);
    }
}
