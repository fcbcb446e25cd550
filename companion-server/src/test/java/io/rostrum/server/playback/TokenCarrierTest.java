package io.rostrum.server.playback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenCarrierTest {
    @Test
    void everyAddressOfAPlaylistCarriesIt() {
        String playlist = """
                #EXTM3U
                #EXT-X-MAP:URI="init.mp4"
                #EXT-X-KEY:METHOD=AES-128,URI="key-1.bin",IV=0x01
                #EXT-X-PART:DURATION=0.2,URI="7.0.m4s",INDEPENDENT=YES

                #EXTINF:1.000,
                7.m4s
                ../one.mp4?a=b
                #EXT-X-PRELOAD-HINT:TYPE=PART,URI="8.0.m4s"
                #EXT-X-RENDITION-REPORT:URI="../x/media.m3u8",LAST-MSN=7
                """;

        assertThat(TokenCarrier.playlist(playlist, "playback", "T.T")).isEqualTo("""
                        #EXTM3U
                        #EXT-X-MAP:URI="init.mp4?playback=T.T"
                        #EXT-X-KEY:METHOD=AES-128,URI="key-1.bin?playback=T.T",IV=0x01
                        #EXT-X-PART:DURATION=0.2,URI="7.0.m4s?playback=T.T",INDEPENDENT=YES

                        #EXTINF:1.000,
                        7.m4s?playback=T.T
                        ../one.mp4?a=b&playback=T.T
                        #EXT-X-PRELOAD-HINT:TYPE=PART,URI="8.0.m4s?playback=T.T"
                        #EXT-X-RENDITION-REPORT:URI="../x/media.m3u8?playback=T.T",LAST-MSN=7
                        """);
    }

    @Test
    void everyTemplateOfAManifestCarriesIt() {
        assertThat(TokenCarrier.manifest(
                        "<SegmentTemplate timescale=\"1000\" initialization=\"a/init.mp4\" media=\"a/$Number$.m4s?x=1\">",
                        "playback",
                        "T.T"))
                .isEqualTo("<SegmentTemplate timescale=\"1000\" initialization=\"a/init.mp4?playback=T.T\""
                        + " media=\"a/$Number$.m4s?x=1&amp;playback=T.T\">");
    }
}
