package io.rostrum.server.dash;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.rostrum.push.flv.FlvAudio;
import io.rostrum.push.flv.FlvReader;
import io.rostrum.push.flv.FlvTag;
import io.rostrum.push.flv.FlvTagType;
import io.rostrum.push.flv.FlvVideo;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A fragmented file that FFmpeg made of the same media as `avc-aac.flv` (`foreign/README.md`), taken apart.
class OneTrackTest {
    /// The tracks of the file.
    enum Track {
        VIDEO(1),
        AUDIO(2);

        private final int id;

        Track(int id) {
            this.id = id;
        }
    }

    private static ByteBuf foreign(String name) throws Exception {
        try (InputStream in = OneTrackTest.class.getResourceAsStream("/foreign/" + name)) {
            return Unpooled.wrappedBuffer(in.readAllBytes());
        }
    }

    /// {@return the media of the track, as FLV has it}
    private static byte[] wanted(Track track) throws Exception {
        ByteBuf flv = foreign("avc-aac.flv");
        ByteBuf media = Unpooled.buffer();
        FlvReader reader = new FlvReader(FlvReader.Limits.DEFAULT);
        FlvReader.Result result = reader.read(flv);
        for (; !(result instanceof FlvReader.Result.NeedMoreData); result = reader.read(flv)) {
            if (result instanceof FlvReader.Result.Tag(FlvTag tag)) {
                if (track == Track.VIDEO
                        && tag.type() == FlvTagType.VIDEO
                        && FlvVideo.parse(tag.body()) instanceof FlvVideo.Frame frame) {
                    media.writeBytes(frame.nals());
                } else if (track == Track.AUDIO
                        && tag.type() == FlvTagType.AUDIO
                        && FlvAudio.parse(tag.body()) instanceof FlvAudio.Frame frame) {
                    media.writeBytes(frame.accessUnit());
                }
            }
        }
        return ByteBufUtil.getBytes(media);
    }

    private static List<String> boxes(ByteBuf bytes) {
        List<String> types = new ArrayList<>();
        for (int at = 0; at < bytes.readableBytes(); at += bytes.getInt(at)) {
            types.add(bytes.toString(at + 4, 4, StandardCharsets.US_ASCII));
        }
        return types;
    }

    @ParameterizedTest
    @EnumSource(Track.class)
    void whatIsTakenOutIsTheMediaOfTheTrackAndNothingElse(Track track) throws Exception {
        ByteBuf all = foreign("avc-aac-fragmented.mp4");

        ByteBuf alone = new OneTrack(track.id).segment(all).orElseThrow();

        ByteBuf media = Unpooled.buffer();
        for (int at = 0; at < alone.readableBytes(); at += alone.getInt(at)) {
            if (alone.toString(at + 4, 4, StandardCharsets.US_ASCII).equals("mdat")) {
                media.writeBytes(alone, at + 8, alone.getInt(at) - 8);
            }
        }
        assertThat(ByteBufUtil.getBytes(media)).isEqualTo(wanted(track));
        assertThat(boxes(alone)).startsWith("moof", "mdat").containsOnly("moof", "mdat");
        alone.release();
        assertThat(all.refCnt()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Track.class)
    void theHeaderDescribesTheTrackAlone(Track track) throws Exception {
        ByteBuf all = foreign("avc-aac-fragmented.mp4");

        ByteBuf init = new OneTrack(track.id).init(all).orElseThrow();

        String text = init.toString(StandardCharsets.ISO_8859_1);
        assertThat(boxes(init)).containsExactly("ftyp", "moov");
        assertThat(text.split("trak", -1)).hasSize(2);
        assertThat(text.split("trex", -1)).hasSize(2);
        assertThat(text).contains(track == Track.VIDEO ? "avcC" : "esds");
        assertThat(text).doesNotContain(track == Track.VIDEO ? "esds" : "avcC");
        assertThat(new OneTrack(3).init(all)).isEmpty();
        assertThat(new OneTrack(3).segment(all)).isEmpty();
    }
}
