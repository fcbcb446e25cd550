package io.rostrum.studio.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against bytes that the specification of MessagePack gives, or that follow from its table of formats.
final class PackedJsonTest {
    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"compact\":true,\"schema\":0} | 82 a7 63 6f 6d 70 61 63 74 c3 a6 73 63 68 65 6d 61 00",
                "[1,-1,-32,127,128,-129,65536] | 97 01 ff e0 7f d10080 d1ff7f d200010000",
                "1.0 | cb 3ff0000000000000",
                "0.5 | cb 3fe0000000000000",
                "\"ä\" | a2 c3a4",
                "null | c0",
                "false | c2",
                "9007199254740993 | d3 0020000000000001",
            })
    void aValueIsTheseBytes(String json, String hex) throws IOException {
        JsonElement value = JsonParser.parseString(json);
        assertThat(PackedJson.write(value)).isEqualTo(bytes(hex));
        assertThat(PackedJson.read(bytes(hex)).toString()).isEqualTo(value.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ca 3f000000 | 0.5",
                "cc ff | 255",
                "cd ffff | 65535",
                "ce ffffffff | 4294967295",
                "cf ffffffffffffffff | 18446744073709551615",
                "d0 80 | -128",
                "dc 0001 c3 | [true]",
                "dd 00000001 c3 | [true]",
                "de 0001 a161 c3 | {'a':true}",
                "df 00000001 d90161 c3 | {'a':true}",
                "da 0001 61 | 'a'",
                "db 00000001 61 | 'a'"
            },
            quoteCharacter = '~')
    void otherFormsAreRead(String hex, String json) throws IOException {
        assertThat(PackedJson.read(bytes(hex)).toString()).isEqualTo(json.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 32, 255, 256, 65_535, 65_536})
    void longTextsAndListsAreWrittenWithTheirLength(int length) throws IOException {
        JsonPrimitive text = new JsonPrimitive("x".repeat(length));
        assertThat(PackedJson.read(PackedJson.write(text))).isEqualTo(text);
        JsonArray list = new JsonArray();
        IntStream.range(0, length).forEach(_ -> list.add(true));
        byte[] packed = PackedJson.write(list);
        assertThat(packed).hasSize(length + (length <= 15 ? 1 : length <= 65_535 ? 3 : 5));
        assertThat(PackedJson.read(packed)).isEqualTo(list);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c1",
                "c4 01 00",
                "d4 01 00",
                "cb 7ff8000000000000",
                "81 01 02",
                "01 01",
                "82 a1 61 01",
                "dd ffffffff",
                "df 7fffffff",
                "db 7fffffff 61"
            })
    void whatIsNoJsonIsRefused(String hex) {
        assertThatThrownBy(() -> PackedJson.read(bytes(hex))).isInstanceOf(IOException.class);
    }

    @Test
    void valuesWithinEachOtherHaveAnEnd() {
        byte[] nested = new byte[100_000];
        Arrays.fill(nested, (byte) 0x91);
        assertThatThrownBy(() -> PackedJson.read(nested)).hasMessageContaining("too many values within each other");
    }
}
