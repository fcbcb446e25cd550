package io.rostrum.push.amf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.rostrum.push.amf.AmfValue.AmfDate;
import io.rostrum.push.amf.AmfValue.AmfStrictArray;
import io.rostrum.push.amf.AmfValue.AmfTypedObject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class Amf0Test {
    private static final String LONG_TEXT = "x".repeat(65_536);

    /// Bytes by hand from Action Message Format AMF 0 §2.2 to §2.18; the connect object is FFmpeg's.
    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("00" + "3ff0000000000000", AmfValue.of(1)),
                Arguments.of("00" + "c059000000000000", AmfValue.of(-100)),
                Arguments.of("0101", AmfValue.of(true)),
                Arguments.of("0100", AmfValue.of(false)),
                Arguments.of("02" + "0004" + "6c697665", AmfValue.of("live")),
                Arguments.of("02" + "0005" + "e4b8ad c3a9", AmfValue.of("中é")),
                Arguments.of("0c" + "00010000" + "78".repeat(65_536), AmfValue.of(LONG_TEXT)),
                Arguments.of("05", AmfValue.NULL),
                Arguments.of("06", AmfValue.UNDEFINED),
                Arguments.of(
                        "03" + "0003" + "617070" + "02" + "0004" + "6c697665" + "0004" + "74797065" + "02" + "000a"
                                + "6e6f6e70726976617465" + "000009",
                        AmfValue.properties()
                                .put("app", "live")
                                .put("type", "nonprivate")
                                .object()),
                Arguments.of(
                        "08" + "00000001" + "0008" + "6475726174696f6e" + "00" + "0000000000000000" + "000009",
                        AmfValue.properties().put("duration", 0).ecmaArray()),
                Arguments.of(
                        "0a" + "00000002" + "05" + "0101",
                        new AmfStrictArray(List.of(AmfValue.NULL, AmfValue.of(true)))),
                Arguments.of("0b" + "4271f71fb04cb000" + "0000", new AmfDate(1_234_567_890_123.0)),
                Arguments.of(
                        "10" + "0001" + "43" + "0001" + "61" + "05" + "000009",
                        new AmfTypedObject("C", Map.of("a", AmfValue.NULL))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void readsAndWritesEachType(String hex, AmfValue value) throws Exception {
        byte[] bytes = hex(hex);
        Amf0Reader reader = new Amf0Reader(Unpooled.wrappedBuffer(bytes), new Amf0Reader.Limits(32, 4096, 1 << 20));

        assertThat(reader.read()).isEqualTo(value);
        assertThat(reader.hasMore()).isFalse();
        ByteBuf written = Unpooled.buffer();
        new Amf0Writer(written).write(value);
        assertThat(ByteBufUtil.getBytes(written)).isEqualTo(bytes);
    }

    /// An ECMA array may end with the data.
    static Stream<Arguments> valuesWithAnEnd() {
        return values().filter(arguments -> !(arguments.get()[1] instanceof AmfValue.AmfEcmaArray));
    }

    @ParameterizedTest
    @MethodSource("valuesWithAnEnd")
    void refusesEachTypeCutShort(String hex, AmfValue value) {
        byte[] bytes = hex(hex);
        int step = Math.max(1, bytes.length / 40);
        for (int length = 0; length < bytes.length; length += step) {
            ByteBuf cut = Unpooled.wrappedBuffer(bytes, 0, length);
            assertThatThrownBy(() -> new Amf0Reader(cut, new Amf0Reader.Limits(32, 4096, 1 << 20)).read())
                    .as(
                            "%d of %d bytes of %s",
                            length, bytes.length, value.getClass().getSimpleName())
                    .isInstanceOf(AmfException.class);
        }
    }

    @Test
    void readsAnEcmaArrayThatEndsWithTheData() throws Exception {
        assertThat(read("08" + "00000001" + "0001" + "61" + "05"))
                .isEqualTo(AmfValue.properties().put("a", AmfValue.NULL).ecmaArray());
    }

    @Test
    void keepsPropertiesInTheirOrderAndTellsThemByName() throws Exception {
        AmfValue value = read(
                "03" + "0001" + "62" + "02" + "0001" + "78" + "0001" + "61" + "00" + "4000000000000000" + "000009");

        assertThat(value).isInstanceOfSatisfying(AmfValue.AmfObject.class, object -> {
            assertThat(object.properties().keySet()).containsExactly("b", "a");
            assertThat(object.text("b", "")).isEqualTo("x");
            assertThat(object.number("a", 0)).isEqualTo(2);
            assertThat(object.text("a", "no string")).isEqualTo("no string");
            assertThat(object.get("c")).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "07 0000 | AMF0 type marker: 0x07 (expected: 0x00..0x10 without 0x04, 0x07, 0x09, 0x0e)",
                "11 0a | AMF0 type marker: 0x11 (expected: 0x00..0x10 without 0x04, 0x07, 0x09, 0x0e)",
                "09 | AMF0 type marker: 0x09 (expected: 0x00..0x10 without 0x04, 0x07, 0x09, 0x0e)",
                "02 0003 6162 | AMF0 string: 2 bytes left (expected: >= 3)",
                "0c 00010001 61 | AMF0 string: 65537 bytes (expected: <= 65536)",
                "0a 00001000 05 | AMF0 strict array: 4096 items (expected: <= 4095 more values)",
                "0a ffffffff 05 | AMF0 strict array: 4294967295 items (expected: <= 4095 more values)",
            })
    void refusesWhatIsNoAmf0OrTooMuchOfIt(String hex, String message) {
        assertThatThrownBy(() -> read(hex)).isInstanceOf(AmfException.class).hasMessage(message);
    }

    @Test
    void refusesDepth() throws Exception {
        assertThat(read("0a00000001".repeat(32) + "05")).isNotNull();
        assertThatThrownBy(() -> read("0a00000001".repeat(33) + "05")).hasMessage("AMF0 depth: 33 (expected: <= 32)");
    }

    @Test
    void refusesTooManyValuesInOneMessage() {
        assertThatThrownBy(() -> new Amf0Reader(Unpooled.wrappedBuffer(hex("05".repeat(4097)))).readAll())
                .hasMessage("AMF0 values: 4097 (expected: <= 4096)");
    }

    @Test
    void refusesToWriteANameThatDoesNotFit() {
        AmfValue value = AmfValue.properties().put(LONG_TEXT, "").object();

        assertThatThrownBy(() -> new Amf0Writer(Unpooled.buffer()).write(value))
                .hasMessage("AMF0 name: 65536 bytes (expected: <= 65535)");
    }

    @Test
    void replacesMalformedUtf8() throws Exception {
        assertThat(read("02" + "0003" + "61c328")).isEqualTo(AmfValue.of("a\ufffd("));
        assertThat("a\ufffd(".getBytes(StandardCharsets.UTF_8)).hasSize(5);
    }

    private static AmfValue read(String hex) throws AmfException {
        return new Amf0Reader(Unpooled.wrappedBuffer(hex(hex))).read();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
