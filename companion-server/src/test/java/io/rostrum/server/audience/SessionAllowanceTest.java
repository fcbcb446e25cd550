package io.rostrum.server.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class SessionAllowanceTest {
    private final SessionAllowance allowance = new SessionAllowance();

    private static InetAddress address(int number) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 198, 51, 100, (byte) number});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private int taken(int number, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += allowance.take(address(number)) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void oneAddressFillsNoDiskAndTakesNothingFromOthers() {
        assertThat(taken(1, 30_000)).isEqualTo(SessionAllowance.MOST_OF_ADDRESS);
        assertThat(taken(2, 100)).isEqualTo(100);
    }

    @Test
    void allAddressesTogetherFillNoDisk() {
        int taken = 0;
        for (int number = 0; number < 30; number++) {
            taken += taken(number, SessionAllowance.MOST_OF_ADDRESS);
        }
        assertThat(taken).isEqualTo(SessionAllowance.MOST);
    }
}
