package io.rostrum.push.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.push.ForeignBytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnexBTest {
    @Test
    void splitsAtStartCodesOfThreeAndFourBytes() throws Exception {
        List<ByteBuffer> units =
                AnnexB.split(ForeignBytes.hex("00 00 00 01 67 42 00  00 00 01 68 00 01 02  00 00 00 00 01 65 88"));

        assertThat(units).extracting(ForeignBytes::hex).containsExactly("6742", "68000102", "6588");
    }

    @Test
    void seesNothingInNothing() throws Exception {
        assertThat(AnnexB.split(ByteBuffer.allocate(0))).isEmpty();
        assertThat(AnnexB.split(ByteBuffer.allocate(5))).isEmpty();
        assertThat(AnnexB.split(ForeignBytes.hex("00 00 01"))).isEmpty();
    }

    @Test
    void refusesBytesWithoutAStartCode() {
        assertThatThrownBy(() -> AnnexB.split(ForeignBytes.hex("00 01 65")))
                .isInstanceOf(CodecFormatException.class)
                .hasMessage("annex B: byte 1 is 0x01 (expected: a start code 00 00 01, H.264 §B.1.1)");
    }

    @Test
    void writesLengthsOverStartCodesOfFourBytes() throws Exception {
        ByteBuffer stream = ForeignBytes.hex("00 00 00 01 06 05 80  00 00 00 01 65 88");

        ByteBuffer packet = AnnexB.toLengthPrefixed(stream);

        assertThat(ForeignBytes.hex(packet)).isEqualTo("00000003060580" + "000000026588");
        assertThat(stream.getInt(0)).as("the same memory").isEqualTo(3);
    }

    @Test
    void copiesWhereAStartCodeHasThreeBytesOrAUnitIsLeftOut() throws Exception {
        assertThat(ForeignBytes.hex(AnnexB.toLengthPrefixed(
                        ForeignBytes.hex("00 00 00 01 65 11  00 00 01 65 22  00 00 01 65 33 44"))))
                .isEqualTo("000000026511" + "000000026522" + "00000003653344");
        assertThat(ForeignBytes.hex(AnnexB.toLengthPrefixed(ForeignBytes.hex(
                        "00 00 00 01 09 f0  00 00 00 01 67 42  00 00 00 01 68 ce  00 00 00 01 65 88"))))
                .isEqualTo("000000026588");
    }

    /// What ffmpeg wrote in both layouts: the packets of the FLV file and the byte stream of the same pictures.
    @Test
    void agreesWithFfmpegOnTheUnitsOfOneStream() throws Exception {
        List<String> fromStream = new ArrayList<>();
        for (ByteBuffer unit : AnnexB.split(ByteBuffer.wrap(ForeignBytes.of("avc.h264")))) {
            fromStream.add(ForeignBytes.hex(unit));
        }
        ByteBuffer lengthPrefixed = AnnexB.toLengthPrefixed(ByteBuffer.wrap(ForeignBytes.of("avc-aud.h264")));
        List<String> fromPackets = new ArrayList<>();
        LengthPrefixedNals.forEach(lengthPrefixed, 4, unit -> fromPackets.add(ForeignBytes.hex(unit)));

        fromStream.removeIf(unit -> unit.startsWith("67") || unit.startsWith("68"));
        assertThat(fromPackets).hasSizeGreaterThan(30).containsExactlyElementsOf(fromStream);
        assertThat(LengthPrefixedNals.has(lengthPrefixed, 4, AvcNalType.ACCESS_UNIT_DELIMITER))
                .isFalse();
    }

    @Test
    void findsTheSlicesOfOnePicture() throws Exception {
        ByteBuffer picture = AnnexB.toLengthPrefixed(ByteBuffer.wrap(ForeignBytes.of("hrd-slices.h264")));

        List<Integer> types = new ArrayList<>();
        LengthPrefixedNals.forEach(picture, 4, unit -> types.add(AvcNalType.of(unit.get(0))));

        assertThat(types).endsWith(AvcNalType.IDR_SLICE, AvcNalType.IDR_SLICE, AvcNalType.IDR_SLICE);
        assertThat(LengthPrefixedNals.hasIdr(picture, 4)).isTrue();
    }

    @Test
    void takesOutEmulationPreventionBytes() {
        assertThat(AnnexB.unescape(ForeignBytes.hex("00 00 03 01 00 00 03 00 00 03")))
                .containsExactly(0, 0, 1, 0, 0, 0, 0);
    }
}
