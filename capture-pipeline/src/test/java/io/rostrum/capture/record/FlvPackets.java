package io.rostrum.capture.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rostrum.push.ForeignBytes;
import io.rostrum.push.codec.DecoderConfigurations;
import io.rostrum.push.flv.FlvAudio;
import io.rostrum.push.flv.FlvReader;
import io.rostrum.push.flv.FlvTag;
import io.rostrum.push.flv.FlvVideo;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.PacketStamps;
import io.rostrum.push.packet.Rational;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The second of picture (128x96, 30000/1001, two B-frames, a key frame each 15) and sound (48 kHz) that ffmpeg made,
/// over and over, as a broadcast's packets.
final class FlvPackets {
    private static final Rational RATE = new Rational(30000, 1001);
    private static final Rational FRAME = new Rational(1001, 30000);
    private static final Rational SAMPLE = new Rational(1, 48000);
    private static final int AUDIO_UNITS = 45;
    private static final int FRAMES = 30;

    private record Unit(boolean video, boolean key, int frame, int reordered, ByteBuffer data) {}

    private final PacketPool pool;
    private final List<Unit> units = new ArrayList<>();
    private CodecParameters.@Nullable Video video;
    private CodecParameters.@Nullable Audio audio;

    FlvPackets(PacketPool pool) throws IOException {
        this.pool = pool;
        FlvReader reader = new FlvReader(FlvReader.Limits.DEFAULT);
        ByteBuf in = Unpooled.wrappedBuffer(ForeignBytes.of("avc-aac.flv"));
        while (in.isReadable()) {
            if (reader.read(in) instanceof FlvReader.Result.Tag(FlvTag tag)) {
                add(tag);
            }
        }
    }

    private void add(FlvTag tag) throws IOException {
        switch (tag.type()) {
            case VIDEO -> {
                FlvVideo body = FlvVideo.parse(tag.body());
                if (body instanceof FlvVideo.SequenceHeader(Codec codec, ByteBuffer header)) {
                    video = DecoderConfigurations.video(codec, header, RATE, 60_000);
                } else if (body instanceof FlvVideo.Frame frame) {
                    int number = (int) units.stream().filter(Unit::video).count();
                    int reordered = (int) FRAME.nanosToTicks(frame.compositionMillis() * 1_000_000L);
                    units.add(new Unit(true, frame.keyFrame(), number, reordered, frame.nals()));
                }
            }
            case AUDIO -> {
                FlvAudio body = FlvAudio.parse(tag.body());
                if (body instanceof FlvAudio.SequenceHeader(Codec codec, ByteBuffer header)) {
                    audio = DecoderConfigurations.audio(codec, header, 32_000);
                } else if (body instanceof FlvAudio.Frame frame) {
                    int index =
                            (int) units.stream().filter(each -> !each.video()).count();
                    if (index < AUDIO_UNITS) {
                        units.add(new Unit(false, true, index, 0, frame.accessUnit()));
                    }
                }
            }
            case SCRIPT -> {}
        }
    }

    CodecParameters.Video video() {
        return Objects.requireNonNull(video);
    }

    CodecParameters.Audio audio() {
        return Objects.requireNonNull(audio);
    }

    /// Gives one second: frames `30 * second` and after, in the order and with the reordering of ffmpeg.
    void give(int second, PacketSink sink) {
        give(second, sink, parameters -> parameters);
    }

    /// @param change makes other parameters of the usual ones
    void give(int second, PacketSink sink, UnaryOperator<CodecParameters> change) {
        CodecParameters videoNow = change.apply(video());
        CodecParameters audioNow = change.apply(audio());
        for (Unit unit : units) {
            sink.accept(unit.video() ? picture(unit, second, videoNow) : sound(unit, second, audioNow));
        }
    }

    private Packet picture(Unit unit, int second, CodecParameters parameters) {
        long dts = (long) second * FRAMES + unit.frame();
        return Packet.copyOf(
                pool, unit.data(), parameters, dts + unit.reordered(), dts, FRAME, unit.key(), PacketStamps.NONE);
    }

    private Packet sound(Unit unit, int second, CodecParameters parameters) {
        long pts = ((long) second * AUDIO_UNITS + unit.frame()) * 1024;
        return Packet.copyOf(pool, unit.data(), parameters, pts, pts, SAMPLE, true, PacketStamps.NONE);
    }
}
