package io.rostrum.push.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReceiveWindowTest {
    private final ReceiveWindow window = new ReceiveWindow();

    @Test
    void acknowledgesEachTimeAWindowHasArrived() {
        window.resize(new RtmpMessage.WindowAckSize(1000));

        assertThat(window.received(999)).isEmpty();
        assertThat(window.received(2)).contains(new RtmpMessage.Acknowledgement(1001));
        assertThat(window.received(999)).isEmpty();
        assertThat(window.received(1)).contains(new RtmpMessage.Acknowledgement(2001));
    }

    @Test
    void countsModulo32Bits() {
        assertThat(window.received(0x1_0000_0005L)).contains(new RtmpMessage.Acknowledgement(5));
    }

    @Test
    void acknowledgesNothingForAWindowOfNothing() {
        window.resize(new RtmpMessage.WindowAckSize(0));

        assertThat(window.received(1 << 30)).isEmpty();
    }
}
