package io.rostrum.studio.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Addresses of servers as people type and paste them.
class PairingPlaceTest {
    @ParameterizedTest
    @CsvSource({
        "live.example, http://live.example/",
        " HTTPS://live.example:8443/tv , https://live.example:8443/tv/",
        "[::1]:8080, http://[::1]:8080/",
    })
    void anAddressIsMeantAsPeopleMeanIt(String typed, URI base) {
        assertThat(PairingApi.Place.parse(typed).map(PairingApi.Place::base)).contains(base);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost/http://x", "ftp://live.example", "http://", "live.example:99999", "a b", "://x"})
    void whatIsNoAddressIsNone(String typed) {
        assertThat(PairingApi.Place.parse(typed)).isEmpty();
    }

    @Test
    void theCodeOfALinkIsTaken() {
        assertThat(PairingApi.Place.parse("https://live.example/tv#pair=ABCD-EFGH"))
                .contains(new PairingApi.Place(URI.create("https://live.example/tv/"), "ABCD-EFGH"));
    }
}
