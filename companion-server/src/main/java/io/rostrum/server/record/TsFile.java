package io.rostrum.server.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rostrum.push.codec.AudioSpecificConfig;
import io.rostrum.push.codec.AvcDecoderConfiguration;
import io.rostrum.push.codec.LengthPrefixedNals;
import io.rostrum.push.file.OutputFile;
import io.rostrum.push.file.PieceWriter;
import io.rostrum.push.flv.FlvAudio;
import io.rostrum.push.flv.FlvVideo;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.MediaMessage.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// MPEG transport stream (ISO/IEC 13818-1) with H.264 as annex B and AAC in ADTS, written half a second at a time.
final class TsFile implements RecordingFile {
    private static final int TICKS_A_MILLI = 90;
    /// Stamps begin here, so that the clock can run before them.
    private static final long BASE_TICKS = 90_000;
    /// What the clock is before decoding times: how long a decoder may gather.
    private static final long CLOCK_LEAD_TICKS = 45_000;
    private static final int[] RATES = {
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350
    };
    private static final int ADTS_BYTES = 7;
    /// Access unit delimiter for any kind of picture (H.264 §7.3.2.4), after its start code.
    private static final byte[] DELIMITER = {0, 0, 0, 1, 9, (byte) 0xF0};

    private final PieceWriter writer;
    private final TsPackets packets;
    private final ByteBuf pending = Unpooled.buffer(256 << 10);
    private final Optional<AvcDecoderConfiguration> video;
    private final Optional<AudioSpecificConfig> audio;
    private long pendingSinceMillis = -1;
    private long endMillis;
    private long durationMillis;

    /// @param file taken, also when this fails
    TsFile(OutputFile file, StreamTracks tracks) throws IOException {
        writer = new PieceWriter(file, 0);
        try {
            video = tracks.videoHeader().isEmpty()
                    ? Optional.empty()
                    : Optional.of(AvcDecoderConfiguration.parse(tracks.videoConfiguration()));
            audio = tracks.audioHeader().isEmpty()
                    ? Optional.empty()
                    : Optional.of(AudioSpecificConfig.parse(tracks.audioConfiguration()));
            packets = new TsPackets(video.isPresent(), audio.isPresent());
        } catch (IOException e) {
            try (writer) {
                throw e;
            }
        }
    }

    @Override
    public boolean write(MediaMessage message, long millis) throws IOException {
        if (!message.isFrame() || millis < 0) {
            return false;
        }
        boolean due = pendingSinceMillis >= 0 && millis - pendingSinceMillis >= Fragmenter.FRAGMENT_MILLIS;
        if (due) {
            flush();
        }
        if (pendingSinceMillis < 0) {
            pendingSinceMillis = millis;
            packets.tables(pending);
        }
        long dts = millis * TICKS_A_MILLI + BASE_TICKS;
        if (message.kind() == Kind.VIDEO
                && video.isPresent()
                && FlvVideo.parse(message.payload()) instanceof FlvVideo.Frame frame) {
            long pts = dts + (long) frame.compositionMillis() * TICKS_A_MILLI;
            ByteBuffer unit = annexB(video.get(), frame);
            packets.accessUnit(pending, TsPackets.VIDEO_PID, pts, dts, dts - CLOCK_LEAD_TICKS, frame.keyFrame(), unit);
        } else if (message.kind() == Kind.AUDIO
                && audio.isPresent()
                && FlvAudio.parse(message.payload()) instanceof FlvAudio.Frame frame) {
            long clock = packets.clockPid() == TsPackets.AUDIO_PID ? dts - CLOCK_LEAD_TICKS : -1;
            ByteBuffer unit = adts(audio.get(), frame.accessUnit());
            packets.accessUnit(pending, TsPackets.AUDIO_PID, dts, dts, clock, clock >= 0, unit);
        }
        endMillis = Math.max(endMillis, millis);
        return due;
    }

    /// H.264 §7.4.1.2.3: the delimiter first, parameter sets before a picture that decoding can start at.
    private static ByteBuffer annexB(AvcDecoderConfiguration configuration, FlvVideo.Frame frame) throws IOException {
        ByteBuffer units = LengthPrefixedNals.toAnnexB(frame.nals(), configuration.lengthBytes());
        int sets = 0;
        for (List<ByteBuffer> kind : List.of(configuration.sps(), configuration.pps())) {
            for (ByteBuffer set : kind) {
                sets += Integer.BYTES + set.remaining();
            }
        }
        ByteBuffer out = ByteBuffer.allocate(DELIMITER.length + (frame.keyFrame() ? sets : 0) + units.remaining());
        out.put(DELIMITER);
        if (frame.keyFrame()) {
            configuration.sps().forEach(set -> out.putInt(1).put(set.duplicate()));
            configuration.pps().forEach(set -> out.putInt(1).put(set.duplicate()));
        }
        return out.put(units).flip();
    }

    /// ISO/IEC 14496-3 §1.A.2.2.
    private static ByteBuffer adts(AudioSpecificConfig config, ByteBuffer unit) {
        int length = ADTS_BYTES + unit.remaining();
        int rate = rateIndex(config.sampleRate());
        int channels = config.channels() == 8 ? 7 : config.channels();
        ByteBuffer out = ByteBuffer.allocate(length);
        out.putShort((short) 0xFFF1);
        out.put((byte) ((config.objectType() - 1) << 6 | rate << 2 | channels >> 2));
        out.put((byte) (channels << 6 | length >> 11));
        out.put((byte) (length >> 3)).put((byte) (length << 5 | 0x1F)).put((byte) 0xFC);
        return out.put(unit.duplicate()).flip();
    }

    private static int rateIndex(int rate) {
        for (int i = 0; i < RATES.length; i++) {
            if (RATES[i] == rate) {
                return i;
            }
        }
        return 4; // no other can stand in ADTS
    }

    @Override
    public void flush() throws IOException {
        try {
            writer.append(List.of(pending.nioBuffer()));
            durationMillis = endMillis;
        } finally {
            pending.clear();
            pendingSinceMillis = -1;
        }
    }

    @Override
    public long bytes() {
        return writer.bytes();
    }

    @Override
    public long durationMillis() {
        return durationMillis;
    }

    @Override
    public void finish() throws IOException {
        try (writer) {
            flush();
            writer.force();
        }
    }

    @Override
    public void abandon() {
        try {
            writer.close();
        } catch (IOException _) {
            // Why writing failed is already known.
        }
    }

    /// {@return how much of this is packets, up to the last that is one}
    ///
    /// @param bytes of packets, from their boundary to another
    static int packetBytes(ByteBuffer bytes) {
        int end = bytes.limit();
        while (end > 0 && bytes.get(end - TsPackets.PACKET_BYTES) != TsPackets.SYNC_BYTE) {
            end -= TsPackets.PACKET_BYTES;
        }
        return end;
    }

    /// {@return the greatest presentation time of the access units that begin in these packets, milliseconds since the
    /// file began; 0 if none does}
    ///
    /// @param bytes whole packets
    static long lastMillis(ByteBuffer bytes) {
        long last = 0;
        for (int at = 0; at + TsPackets.PACKET_BYTES <= bytes.limit(); at += TsPackets.PACKET_BYTES) {
            int pid = bytes.getShort(at + 1) & 0x1FFF;
            boolean starts = (bytes.get(at + 1) & 0x40) != 0;
            if (!starts || (pid != TsPackets.VIDEO_PID && pid != TsPackets.AUDIO_PID)) {
                continue;
            }
            boolean adaptation = (bytes.get(at + 3) & 0x20) != 0;
            int stamp = at + 4 + (adaptation ? 1 + (bytes.get(at + 4) & 0xFF) : 0) + 9;
            if (stamp + 5 <= at + TsPackets.PACKET_BYTES) {
                long ticks = ((bytes.get(stamp) >> 1 & 7L) << 30)
                        | ((bytes.getShort(stamp + 1) >> 1 & 0x7FFFL) << 15)
                        | (bytes.getShort(stamp + 3) >> 1 & 0x7FFFL);
                last = Math.max(last, (ticks - BASE_TICKS) / TICKS_A_MILLI);
            }
        }
        return last;
    }
}
