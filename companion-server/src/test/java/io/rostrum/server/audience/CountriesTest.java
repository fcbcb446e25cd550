package io.rostrum.server.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountriesTest {
    @TempDir
    private Path directory;

    /// A file that knows 192.0.2.0/24 alone, byte for byte after the MaxMind DB File Format Specification 2.0.
    private static byte[] file() {
        int nodes = 24;
        int prefix = 0xC0_00_02;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int node = 0; node < nodes; node++) {
            boolean one = (prefix >> (nodes - 1 - node) & 1) == 1;
            int next = node == nodes - 1 ? nodes + 16 : node + 1; // the first of the data section
            record(out, one ? nodes : next);
            record(out, one ? next : nodes);
        }
        out.writeBytes(new byte[16]);
        out.write(0xE1); // map of 1
        text(out, "country");
        out.write(0xE1);
        text(out, "iso_code");
        text(out, "DE");
        out.writeBytes(new byte[] {(byte) 0xAB, (byte) 0xCD, (byte) 0xEF});
        out.writeBytes("MaxMind.com".getBytes(StandardCharsets.US_ASCII));
        out.write(0xE9); // map of 9
        number(out, "binary_format_major_version", 0xA1, 2);
        number(out, "binary_format_minor_version", 0xA1, 0);
        text(out, "build_epoch");
        out.writeBytes(new byte[] {0x01, 0x02, 0x01}); // uint64, which is type 9: 7 + 2
        text(out, "database_type");
        text(out, "Test");
        text(out, "description");
        out.write(0xE0);
        number(out, "ip_version", 0xA1, 4);
        text(out, "languages");
        out.writeBytes(new byte[] {0x00, 0x04}); // array, which is type 11: 7 + 4
        number(out, "node_count", 0xC1, nodes);
        number(out, "record_size", 0xA1, 24);
        return out.toByteArray();
    }

    private static void record(ByteArrayOutputStream out, int value) {
        out.writeBytes(new byte[] {(byte) (value >> 16), (byte) (value >> 8), (byte) value});
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.write(0x40 | text.length());
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void number(ByteArrayOutputStream out, String key, int type, int value) {
        text(out, key);
        out.write(type);
        out.write(value);
    }

    @Test
    void aFileOfTheOwnersTellsCountries() throws Exception {
        Path file = Files.write(directory.resolve("own.mmdb"), file());
        Countries countries = Countries.open(Optional.of(file));

        assertThat(countries.of(InetAddress.ofLiteral("192.0.2.77"))).contains("DE");
        assertThat(countries.of(InetAddress.ofLiteral("192.0.3.1"))).isEmpty();
        assertThat(countries.of(InetAddress.ofLiteral("2001:db8::1"))).isEmpty();
    }

    @Test
    void withoutOneNobodysCountryIsKnown() throws Exception {
        assertThat(Countries.open(Optional.empty()).of(InetAddress.ofLiteral("192.0.2.77")))
                .isEmpty();
    }

    @Test
    void aFileThatIsNoneIsSaid() throws Exception {
        Path file = Files.writeString(directory.resolve("bad.mmdb"), "nothing");

        assertThatThrownBy(() -> Countries.open(Optional.of(file)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("audience.countries: " + file)
                .hasMessageEndingWith("(expected: a file in MaxMind's format, .mmdb)");
    }
}
