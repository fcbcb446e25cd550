package io.rostrum.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final InetAddress VIEWER = address("198.51.100.7");
    private static final InetAddress PROXY = address("10.0.0.5");

    private final HttpLimits usual = HttpLimits.DEFAULT;
    private final Admission admission = new Admission(
            new HttpLimits(
                    usual.maxHeaderBytes(),
                    usual.maxBodyBytes(),
                    usual.headerTimeout(),
                    usual.bodyTimeout(),
                    usual.idleTimeout(),
                    usual.writeTimeout(),
                    6,
                    2),
            Set.of(PROXY));

    private static InetAddress address(String text) {
        return Objects.requireNonNull(NetUtil.createInetAddressFromIpAddressString(text), text);
    }

    @Test
    void oneAddressHasOnlySoManyConnections() {
        assertThat(admission.tryEnter(VIEWER)).isTrue();
        assertThat(admission.tryEnter(VIEWER)).isTrue();
        assertThat(admission.tryEnter(VIEWER)).isFalse();
        admission.leave(VIEWER);
        assertThat(admission.tryEnter(VIEWER)).isTrue();
        assertThat(admission.open()).isEqualTo(2);
    }

    @Test
    void aTrustedProxyBringsManyUpToTheLimitOfAll() {
        for (int i = 0; i < 6; i++) {
            assertThat(admission.tryEnter(PROXY)).isTrue();
        }
        assertThat(admission.tryEnter(PROXY)).isFalse();
        assertThat(admission.open()).isEqualTo(6);
    }
}
