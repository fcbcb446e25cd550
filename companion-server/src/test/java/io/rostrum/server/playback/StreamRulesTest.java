package io.rostrum.server.playback;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.rostrum.server.http.Request;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamRulesTest {
    private static StreamRules rules(String json) {
        List<String> objections = new ArrayList<>();
        StreamRules rules = new Gson().fromJson(json, RulesJson.class).read(objections);
        assertThat(objections).isEmpty();
        return rules;
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, true",
        "192.0.2.66, false", // denied within what is allowed
        "198.51.100.1, false",
        "2001:db8::1, true",
        "2001:db9::1, false",
    })
    void networksAreAllowedAndDenied(String address, boolean passes) throws Exception {
        AddressRules rules = rules(
                        "{\"play\":{\"allow\":[\"192.0.2.0/24\",\"2001:db8::/32\"],\"deny\":[\"192.0.2.64/26\"]}}")
                .play();

        assertThat(rules.objection(InetAddress.getByName(address), _ -> Optional.empty())
                        .isEmpty())
                .isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({"DE, true, true", "AT, true, false", "FR, true, false", "'', true, true", "'', false, false"})
    void countriesAreAllowedAndDenied(String country, boolean unknown, boolean passes) {
        AddressRules rules = rules("{\"play\":{\"countries\":[\"de\",\"AT\"],\"notCountries\":[\"at\"],"
                        + "\"unknownCountry\":" + unknown + "}}")
                .play();

        assertThat(rules.objection(
                                InetAddress.getLoopbackAddress(),
                                _ -> Optional.of(country).filter(code -> !code.isEmpty()))
                        .isEmpty())
                .isEqualTo(passes);
    }

    private static Request from(String referer, String site, String origin) {
        HttpHeaders headers = new DefaultHttpHeaders().set("Host", "live.school.example:8080");
        if (!referer.isEmpty()) {
            headers.set("Referer", referer);
        }
        if (!site.isEmpty()) {
            headers.set("Sec-Fetch-Site", site);
        }
        if (!origin.isEmpty()) {
            headers.set("Origin", origin);
        }
        return new Request(
                HttpMethod.GET,
                "/",
                Map.of(),
                Map.of(),
                headers,
                ByteBuffer.allocate(0),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
                /* secure= */ false);
    }

    @ParameterizedTest
    @CsvSource({
        "https://school.example/course?id=1, '', true",
        "https://deep.school.example/, '', true",
        "https://bad.school.example/, '', false",
        "https://evilschool.example/, '', false",
        "https://school.example.evil.example/, '', false",
        "https://evil.example/?https://school.example/, '', false",
        "http://live.school.example:8080/watch/x, '', true", // this server's own
        "https://evil.example/, same-origin, true",
        "not a page, '', false",
        "'', '', false",
        "'', same-origin, true",
    })
    void pagesAreAllowedAndDenied(String referer, String site, boolean passes) {
        RefererRules rules = rules("{\"referers\":{\"allow\":[\"school.example\",\"*.School.example\"],"
                        + "\"deny\":[\"bad.school.example\"],\"empty\":false}}")
                .referers();

        assertThat(rules.pass(from(referer, site, ""))).isEqualTo(passes);
    }

    @Test
    void aPageThatOpensASocketIsKnownByItsOrigin() {
        RefererRules rules = rules("{\"referers\":{\"allow\":[\"school.example\"],\"empty\":false}}")
                .referers();

        assertThat(rules.pass(from("", "", "http://live.school.example:8080")))
                .as("this server's own")
                .isTrue();
        assertThat(rules.pass(from("", "", "https://school.example"))).isTrue();
        assertThat(rules.pass(from("", "", "https://evil.example"))).isFalse();
        assertThat(rules.pass(from("", "", "null"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"null, true", "file://, true", "https://school.example, true", "https://evil.example, false"})
    void whoNamesNoPageIsNotOfAnotherOne(String origin, boolean passes) {
        assertThat(rules("{}").referers().pass(from("", "", origin))).isTrue();
        assertThat(rules("{\"referers\":{\"deny\":[\"evil.example\"]}}")
                        .referers()
                        .pass(from("", "", origin)))
                .isEqualTo(passes);
        assertThat(rules("{\"referers\":{\"allow\":[\"school.example\"],\"empty\":false}}")
                        .referers()
                        .pass(from("", "", origin)))
                .isEqualTo(origin.equals("https://school.example"));
    }

    @Test
    void whatIsReadIsWhatWasWritten() {
        StreamRules rules = rules("{\"referers\":{\"deny\":[\"a.example\"],\"empty\":false},"
                + "\"play\":{\"allow\":[\"10.0.0.0/8\"],\"countries\":[\"DE\"],\"unknownCountry\":false},"
                + "\"publish\":{\"deny\":[\"10.1.0.0/16\"]}}");

        assertThat(rules(new Gson().toJson(RulesJson.of(rules)))).isEqualTo(rules);
        assertThat(rules("{}")).isEqualTo(StreamRules.NONE);
        assertThat(StreamRules.NONE.letAllPlay()).isTrue();
    }

    @Test
    void whatIsNoneIsNamed() {
        List<String> objections = new ArrayList<>();
        new Gson()
                .fromJson(
                        "{\"referers\":{\"allow\":[\"https://x/\"]},\"play\":{\"deny\":[\"10.0.0.0/99\",null],"
                                + "\"countries\":[\"Germany\"]}}",
                        RulesJson.class)
                .read(objections);

        assertThat(objections)
                .hasSize(4)
                .first()
                .asString()
                .startsWith("referers.allow: https://x/ (expected: a host such as school.example");
    }
}
