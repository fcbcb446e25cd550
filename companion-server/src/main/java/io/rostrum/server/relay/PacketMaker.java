package io.rostrum.server.relay;

import com.google.errorprone.annotations.MustBeClosed;
import io.netty.buffer.ByteBuf;
import io.rostrum.push.amf.AmfException;
import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.codec.DecoderConfigurations;
import io.rostrum.push.flv.FlvAudio;
import io.rostrum.push.flv.FlvFormatException;
import io.rostrum.push.flv.FlvVideo;
import io.rostrum.push.flv.OnMetaData;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketStamps;
import io.rostrum.push.packet.Rational;
import io.rostrum.server.live.MediaMessage;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes packets of a stream's messages: what push targets take. Confined to the stream's loop.
final class PacketMaker {
    private static final Rational MILLIS = new Rational(1, 1000);
    /// Told to the server where neither headers nor metadata say the frame rate.
    private static final Rational USUAL_RATE = new Rational(30, 1);

    private static final int RATE_STEPS = 1000;

    private final PacketPool pool;
    private CodecParameters.@Nullable Video video;
    private CodecParameters.@Nullable Audio audio;
    private Rational saidRate = USUAL_RATE;
    private int videoBits;
    private int audioBits;

    PacketMaker(PacketPool pool) {
        this.pool = pool;
    }

    /// {@return what packets have come, or may come: there is a header for them}
    Set<MediaKind> kinds() {
        Set<MediaKind> kinds = EnumSet.noneOf(MediaKind.class);
        if (video != null) {
            kinds.add(MediaKind.VIDEO);
        }
        if (audio != null) {
            kinds.add(MediaKind.AUDIO);
        }
        return kinds;
    }

    /// @param message borrowed
    /// @return the picture or sound in it, the caller's; null if it is a header, data, or of no use
    @MustBeClosed
    @Nullable
    Packet packet(MediaMessage message) {
        try {
            return switch (message.kind()) {
                case VIDEO -> video(message);
                case AUDIO -> audio(message);
                case DATA -> {
                    metadata(message.payload());
                    yield null;
                }
            };
        } catch (FlvFormatException | CodecFormatException | AmfException e) {
            return null; // the stream's inspector has warned of it
        }
    }

    @MustBeClosed
    private @Nullable Packet video(MediaMessage message) throws FlvFormatException, CodecFormatException {
        FlvVideo body = FlvVideo.parse(message.payload());
        if (body instanceof FlvVideo.SequenceHeader header) {
            video = DecoderConfigurations.video(header.codec(), header.configuration(), saidRate, videoBits);
            return null;
        }
        CodecParameters.Video parameters = video;
        if (parameters == null || !(body instanceof FlvVideo.Frame frame)) {
            return null;
        }
        long dts = message.timestampMillis();
        return Packet.copyOf(
                pool,
                frame.nals(),
                parameters,
                dts + frame.compositionMillis(),
                dts,
                MILLIS,
                frame.keyFrame(),
                PacketStamps.NONE);
    }

    @MustBeClosed
    private @Nullable Packet audio(MediaMessage message) throws FlvFormatException, CodecFormatException {
        FlvAudio body = FlvAudio.parse(message.payload());
        if (body instanceof FlvAudio.SequenceHeader header) {
            audio = DecoderConfigurations.audio(header.codec(), header.configuration(), audioBits);
            return null;
        }
        CodecParameters.Audio parameters = audio;
        if (parameters == null || !(body instanceof FlvAudio.Frame frame)) {
            return null;
        }
        long dts = message.timestampMillis();
        return Packet.copyOf(pool, frame.accessUnit(), parameters, dts, dts, MILLIS, true, PacketStamps.NONE);
    }

    private void metadata(ByteBuf body) throws AmfException {
        OnMetaData said = OnMetaData.parse(body);
        if (said == null) {
            return;
        }
        videoBits = said.videoKilobits() * 1000;
        audioBits = said.audioKilobits() * 1000;
        if (said.frameRate() >= 1 && said.frameRate() <= RATE_STEPS) {
            saidRate = new Rational((int) Math.round(said.frameRate() * RATE_STEPS), RATE_STEPS);
        }
    }
}
