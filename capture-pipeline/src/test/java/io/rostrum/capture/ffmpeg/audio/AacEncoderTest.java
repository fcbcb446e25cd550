package io.rostrum.capture.ffmpeg.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.mixer.AudioMixer;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.encode.AudioSettings;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.ffmpeg.FfmpegProgram;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AacEncoderTest {
    private static final int BEEP_AT_FRAME = 48_000;

    @TempDir
    private Path folder;

    private final PacketPool pool = new PacketPool();
    private final List<Packet> packets = new ArrayList<>();

    @AfterEach
    void closeAll() {
        packets.forEach(Packet::close);
        assertThat(pool.outstanding()).isZero();
    }

    /// Two seconds of a mix that begins with block 1 and has 1 kHz from its second 1 on.
    private void encodeTheBeep() throws EncoderException {
        try (AacEncoder encoder = new AacEncoder(AudioSettings.DEFAULT, MediaClock.startingNow(), pool, packets::add)) {
            for (long block = AudioMixer.FIRST_BLOCK; block < 94; block++) {
                float[] samples = new float[2 * 1024];
                for (int i = 0; i < 1024; i++) {
                    long frame = block * 1024 + i;
                    float sample = frame < BEEP_AT_FRAME
                            ? 0
                            : (float) (0.5 * Math.sin(2 * Math.PI * 1000 * (frame - BEEP_AT_FRAME) / 48_000));
                    samples[2 * i] = sample;
                    samples[2 * i + 1] = sample;
                }
                encoder.encode(new AudioBlock(AudioBlock.nanosOf(block * 1024), samples));
            }
            encoder.flush();
        }
    }

    @Test
    void timesBeginAtZeroAndRunWithoutAGap() throws EncoderException {
        encodeTheBeep();
        for (int i = 0; i < packets.size(); i++) {
            assertThat(packets.get(i).pts()).isEqualTo(1024L * i);
            assertThat(packets.get(i).dts()).isEqualTo(1024L * i);
            assertThat(packets.get(i).keyFrame()).isTrue();
        }
    }

    /// AAC-LC (object type 2), 48 kHz (index 3), 2 channels: 00010 0011 0010 000, ISO/IEC 14496-3 §1.6.2.1.
    @Test
    void theConfigurationIsThatOfTheStandard() throws EncoderException {
        encodeTheBeep();
        ByteBuffer configuration = packets.getFirst().parameters().configuration();
        byte[] two = new byte[2];
        configuration.get(two);
        assertThat(two).isEqualTo(HexFormat.of().parseHex("1190"));
    }

    @Test
    void ffmpegDecodesTheBeepWhereThePacketsTimesPutIt() throws IOException, InterruptedException {
        encodeTheBeep();
        Path adts = folder.resolve("beep.aac");
        Files.write(adts, adts());
        Path pcm = folder.resolve("beep.f32");
        Process ffmpeg = new ProcessBuilder(
                        FfmpegProgram.path().toString(),
                        "-v",
                        "error",
                        "-flags2",
                        "-skip_manual",
                        "-i",
                        adts.toString(),
                        "-ac",
                        "1",
                        "-f",
                        "f32le",
                        pcm.toString())
                .inheritIO()
                .start();
        assertThat(ffmpeg.waitFor()).isZero();
        ByteBuffer decoded = ByteBuffer.wrap(Files.readAllBytes(pcm)).order(ByteOrder.LITTLE_ENDIAN);
        int onset = 0;
        while (Math.abs(decoded.getFloat(4 * onset)) < 0.1f) {
            onset++;
        }
        // packet 0 has time 0, so the decoder's sample number is the time; 0.1 is reached within two samples
        assertThat(onset).isCloseTo(BEEP_AT_FRAME, within(48));
    }

    /// The packets with ADTS headers, ISO/IEC 14496-3 table 1.A.5: a container that has no times and skips nothing.
    private byte[] adts() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Packet packet : packets) {
            int length = packet.size() + 7;
            out.write(new byte[] {
                (byte) 0xFF,
                (byte) 0xF1,
                (byte) (1 << 6 | 3 << 2),
                (byte) (2 << 6 | length >> 11),
                (byte) (length >> 3),
                (byte) (length << 5 | 0x1F),
                (byte) 0xFC
            });
            byte[] data = new byte[packet.size()];
            packet.data().get(data);
            out.write(data);
        }
        return out.toByteArray();
    }
}
