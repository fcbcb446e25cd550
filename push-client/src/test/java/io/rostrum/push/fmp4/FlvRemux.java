package io.rostrum.push.fmp4;

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
import io.rostrum.push.packet.Rational;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An FLV file of ffmpeg as samples, the way the server's segmenter sees a publisher: stamps in milliseconds.
final class FlvRemux {
    private static final int VIDEO = 1;
    private static final int AUDIO = 2;

    private CodecParameters.@Nullable Video video;
    private CodecParameters.@Nullable Audio audio;
    final List<Sample> pictures = new ArrayList<>();
    final List<Sample> sounds = new ArrayList<>();

    static FlvRemux of(String file) throws IOException {
        FlvRemux remux = new FlvRemux();
        FlvReader reader = new FlvReader(FlvReader.Limits.DEFAULT);
        ByteBuf in = Unpooled.wrappedBuffer(ForeignBytes.of(file));
        while (in.isReadable()) {
            if (reader.read(in) instanceof FlvReader.Result.Tag(FlvTag tag)) {
                remux.add(tag);
            }
        }
        return remux;
    }

    private @Nullable AudioTimeline timeline;

    private void add(FlvTag tag) throws IOException {
        switch (tag.type()) {
            case VIDEO -> {
                FlvVideo body = FlvVideo.parse(tag.body());
                if (body instanceof FlvVideo.SequenceHeader(Codec codec, ByteBuffer header)) {
                    video = DecoderConfigurations.video(codec, header, new Rational(30, 1), 60_000);
                } else if (body instanceof FlvVideo.Frame frame) {
                    Fmp4Track track = videoTrack();
                    long dts = track.ticksOfMillis(tag.timestampMillis());
                    pictures.add(new Sample(
                            dts, (int) track.ticksOfMillis(frame.compositionMillis()), frame.keyFrame(), frame.nals()));
                }
            }
            case AUDIO -> {
                FlvAudio body = FlvAudio.parse(tag.body());
                if (body instanceof FlvAudio.SequenceHeader(Codec codec, ByteBuffer header)) {
                    audio = DecoderConfigurations.audio(codec, header, 32_000);
                    timeline = new AudioTimeline(audioTrack(), 1024, 10);
                } else if (body instanceof FlvAudio.Frame frame) {
                    long time = Objects.requireNonNull(timeline).decodeTime(tag.timestampMillis());
                    sounds.add(new Sample(time, 0, true, frame.accessUnit()));
                }
            }
            case SCRIPT -> {}
        }
    }

    Fmp4Track videoTrack() {
        return Fmp4Track.live(VIDEO, Objects.requireNonNull(video));
    }

    Fmp4Track audioTrack() {
        return Fmp4Track.live(AUDIO, Objects.requireNonNull(audio));
    }

    /// {@return a file of one fragment for each group of pictures, with the sound of the same time}
    byte[] file(boolean withIndex) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        InitSegment init = InitSegment.of(List.of(videoTrack(), audioTrack()));
        RandomAccessIndex index = new RandomAccessIndex(videoTrack());
        WritableByteChannel channel = Channels.newChannel(bytes);
        channel.write(init.bytes());
        int number = 1;
        int soundsDone = 0;
        for (int begin = 0; begin < pictures.size(); ) {
            int end = begin + 1;
            while (end < pictures.size() && !pictures.get(end).sync()) {
                end++;
            }
            boolean last = end == pictures.size();
            long endTime = last
                    ? pictures.get(end - 1).decodeTime() + 3003
                    : pictures.get(end).decodeTime();
            int soundsEnd = soundsDone;
            while (soundsEnd < sounds.size()
                    && (last || sounds.get(soundsEnd).decodeTime() * 90_000 / 48_000 < endTime)) {
                soundsEnd++;
            }
            List<TrackRun> runs = List.of(
                    new TrackRun(videoTrack(), pictures.subList(begin, end), endTime),
                    new TrackRun(
                            audioTrack(),
                            sounds.subList(soundsDone, soundsEnd),
                            sounds.get(soundsEnd - 1).decodeTime() + 1024));
            index.add(bytes.size(), runs);
            for (ByteBuffer part : Fragment.of(number++, runs).buffers()) {
                channel.write(part);
            }
            begin = end;
            soundsDone = soundsEnd;
        }
        if (withIndex) {
            channel.write(index.encode());
        }
        return bytes.toByteArray();
    }
}
