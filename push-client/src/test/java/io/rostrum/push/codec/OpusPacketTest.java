package io.rostrum.push.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.push.ForeignBytes;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpusPacketTest {
    /// Bytes put together by RFC 6716 §3.1, table 2 and §3.2: configuration, stereo, count code; then how many frames.
    @ParameterizedTest
    @CsvSource({
        "00,   480", // SILK, 10 ms, one frame
        "18,   2880", // SILK, 60 ms
        "60,   480", // both, 10 ms
        "78,   960", // both, 20 ms
        "80,   120", // CELT, 2.5 ms
        "fc,   960", // CELT, 20 ms, stereo
        "fd,   1920", // two of them
        "ff03, 2880", // three
        "ff07, 0", // 140 ms: too long
        "ff,   0"
    })
    void aPacketSaysHowLongItLasts(String digits, int samples) {
        assertThat(OpusPacket.samples(ForeignBytes.hex(digits))).isEqualTo(samples);
    }

    /// The box of RFC 7845's header as the specification of Opus in MP4 §4.3.2 orders it.
    @Test
    void theHeaderComesBackFromItsBox() throws CodecFormatException {
        ByteBuffer head = ForeignBytes.hex("4f70757348656164 01 02 3801 80bb0000 0000 00");

        assertThat(OpusHead.ofMp4(ForeignBytes.hex("00 02 0138 0000bb80 0000 00")))
                .isEqualTo(head);
        assertThat(OpusHead.parse(head).toMp4()).isEqualTo(ForeignBytes.hex("00 02 0138 0000bb80 0000 00"));
    }
}
