package io.rostrum.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureLimiterTest {
    /// Documentation addresses (RFC 5737, RFC 3849).
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1,   192.0.2.1,            false",
        "192.0.2.1,   192.0.2.2,            true",
        "2001:db8::1, 2001:db8::1,          false",
        "2001:db8::1, 2001:db8::2:3:4:5,    false",
        "2001:db8::1, 2001:db8:0:1::1,      true"
    })
    void whoHasFailedIsSlowedDownOnItsWholeNetwork(String failing, String asking, boolean may)
            throws UnknownHostException {
        FailureLimiter limiter = new FailureLimiter();
        for (int i = 0; i < FailureLimiter.FREE_FAILURES; i++) {
            limiter.failed(InetAddress.getByName(failing), 0);
        }

        assertThat(limiter.mayTry(InetAddress.getByName(asking), 1)).isEqualTo(may);
    }
}
