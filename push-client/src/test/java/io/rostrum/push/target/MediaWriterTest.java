package io.rostrum.push.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.rostrum.push.flv.FlvVideo;
import io.rostrum.push.flv.OnMetaData;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.rtmp.RtmpChunkDecoder;
import io.rostrum.push.rtmp.RtmpChunkEncoder;
import io.rostrum.push.rtmp.RtmpMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MediaWriterTest {
    private final TestPackets packets = new TestPackets();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final OutputQueue queue = new OutputQueue(Duration.ofSeconds(3));
    private final RtmpChunkDecoder received = new RtmpChunkDecoder(RtmpChunkDecoder.Limits.DEFAULT);
    private final MediaWriter writer = new MediaWriter(channel, new RtmpChunkEncoder(), 1, PushSettings.DEFAULT, queue);
    private int sent;

    @AfterEach
    void everyPacketIsClosedInTheEnd() {
        queue.close();
        channel.finishAndReleaseAll();
        received.close();
        assertThat(packets.pool.outstanding()).isZero();
    }

    @Test
    void startsAtAKeyFrameWithAllThatAReceiverMustKnow() throws Exception {
        queue.offer(packets.sound(0)); // so that the sound's parameters are known

        assertThat(write(packets.sound(4_900))).isFalse();
        assertThat(write(packets.picture(4_960))).isFalse();
        assertThat(write(packets.key(5_000))).isTrue();
        assertThat(write(packets.sound(4_990))).isFalse();
        assertThat(write(packets.sound(5_010))).isTrue();
        assertThat(write(packets.picture(5_040))).isTrue();

        assertThat(written()).containsExactly("meta 640", "avcC 0", "asc 0", "key 0", "sound 10", "picture 40");
        assertThat(sent).isEqualTo(3);
    }

    @Test
    void announcesOtherParametersInMidStream() throws Exception {
        CodecParameters.Video other = TestPackets.video(1280);
        write(packets.key(0));
        write(packets.picture(40));
        write(packets.picture(other, 80, true));
        write(packets.picture(other, 120, false));
        write(packets.sound(130));

        assertThat(written())
                .containsExactly(
                        "meta 640",
                        "avcC 0",
                        "key 0",
                        "picture 40",
                        "meta 1280",
                        "avcC 80",
                        "key 80",
                        "picture 120",
                        "meta 1280",
                        "asc 130",
                        "sound 130");
    }

    @Test
    void anotherBitRateIsToldWithoutASequenceHeader() throws Exception {
        CodecParameters.Video slower = TestPackets.video(640).atBitRate(400_000);
        write(packets.key(0));
        write(packets.picture(slower, 40, false));
        write(packets.picture(slower, 80, false));

        assertThat(written()).containsExactly("meta 640", "avcC 0", "key 0", "meta 640", "picture 40", "picture 80");
    }

    @Test
    void startsWithSoundWhereNoPicturesAreExpected() throws Exception {
        MediaWriter soundOnly = new MediaWriter(
                channel, new RtmpChunkEncoder(), 1, PushSettings.DEFAULT.withKinds(Set.of(MediaKind.AUDIO)), queue);
        assertThat(soundOnly.write(packets.sound(700), _ -> sent++)).isTrue();

        assertThat(written()).containsExactly("meta 0", "asc 0", "sound 0");
    }

    private boolean write(Packet packet) {
        return writer.write(packet, _ -> sent++);
    }

    private List<String> written() throws IOException {
        channel.flushOutbound();
        List<String> names = new ArrayList<>();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            while (received.decode(out) instanceof RtmpChunkDecoder.Result.Decoded(RtmpMessage message)) {
                names.add(name(message));
                message.release();
            }
            out.release();
        }
        return names;
    }

    private static String name(RtmpMessage message) throws IOException {
        return switch (message) {
            case RtmpMessage.Data data -> {
                OnMetaData metaData = OnMetaData.parse(data.payload());
                assertThat(metaData).isNotNull();
                yield "meta " + metaData.width();
            }
            case RtmpMessage.Video video -> {
                String kind = FlvVideo.parse(video.payload()) instanceof FlvVideo.Frame frame
                        ? frame.keyFrame() ? "key" : "picture"
                        : "avcC";
                yield kind + " " + video.timestampMillis();
            }
            case RtmpMessage.Audio audio ->
                (audio.payload().getByte(1) == 0 ? "asc " : "sound ") + audio.timestampMillis();
            default -> message.toString();
        };
    }
}
