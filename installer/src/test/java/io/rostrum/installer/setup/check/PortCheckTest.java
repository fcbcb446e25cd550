package io.rostrum.installer.setup.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PortCheckTest {
    private final PortCheck check = new PortCheck(false, Set.of());

    @ParameterizedTest
    @ValueSource(strings = {"", "http", "-1", "0", "65536", "99999999999", "80 80", "1.5"})
    void wantsANumberOfAPort(String text) {
        assertThat(check.check(text, "1935").words()).isEqualTo("A port is a number from 1 to 65535.");
        assertThat(check.check(text, "1935").isProblem()).isTrue();
    }

    @Test
    void wantsTwoDifferentPorts() {
        assertThat(check.check("8080", " 8080 ").words()).contains("two different ports");
    }

    @Test
    void lowPortsAreForThoseWhoMay() throws IOException {
        assertThat(check.check("443", "1935").words()).contains("below 1024");
        assertThat(new PortCheck(true, Set.of(443)).check("443", "1935").isProblem())
                .isFalse();
    }

    @Test
    void findsAPortThatIsTakenAndOneThatIsFree() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
            assertThat(check.check(Integer.toString(port), "1").words())
                    .startsWith(port + " is used by another program");
            assertThat(new PortCheck(false, Set.of(port))
                            .check(Integer.toString(port), "1")
                            .isProblem())
                    .isFalse();
        }
        assertThat(check.check(Integer.toString(port), "1").words()).isEqualTo(port + " is free.");
    }
}
