package io.rostrum.push.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.push.ForeignBytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LengthPrefixedNalsTest {
    @ParameterizedTest
    @CsvSource({"1, 0206050265aa", "2, 000206050002 65aa", "4, 00000002060500000002 65aa"})
    void readsLengthsOfOneTwoAndFourBytes(int lengthBytes, String digits) throws Exception {
        ByteBuffer unit = ForeignBytes.hex(digits);
        List<String> seen = new ArrayList<>();

        LengthPrefixedNals.forEach(unit, lengthBytes, nal -> seen.add(ForeignBytes.hex(nal)));

        assertThat(seen).containsExactly("0605", "65aa");
        assertThat(LengthPrefixedNals.hasIdr(unit, lengthBytes)).isTrue();
        assertThat(ForeignBytes.hex(LengthPrefixedNals.toAnnexB(unit, lengthBytes)))
                .isEqualTo("000000010605" + "0000000165aa");
    }

    @Test
    void refusesALengthThatReachesPastTheEnd() {
        assertThatThrownBy(() -> LengthPrefixedNals.hasIdr(ForeignBytes.hex("00000002 06 05 fffffff0 65"), 4))
                .isInstanceOf(CodecFormatException.class)
                .hasMessage("NAL unit at byte 6: 4294967280 bytes (expected: at most 1 bytes, "
                        + "ISO/IEC 14496-15 §5.3.4.2)");
        assertThatThrownBy(() -> LengthPrefixedNals.hasIdr(ForeignBytes.hex("0000"), 4))
                .isInstanceOf(CodecFormatException.class);
    }
}
