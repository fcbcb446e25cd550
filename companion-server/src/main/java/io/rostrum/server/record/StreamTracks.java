package io.rostrum.server.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.rostrum.push.codec.AudioSpecificConfig;
import io.rostrum.push.codec.DecoderConfigurations;
import io.rostrum.push.flv.FlvAudio;
import io.rostrum.push.flv.FlvFormatException;
import io.rostrum.push.flv.FlvVideo;
import io.rostrum.push.fmp4.Fmp4Track;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.Rational;
import io.rostrum.server.live.MediaMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a stream consists of, by its sequence headers. Immutable; the bytes are copies.
///
/// @param videoHeader tag body of the pictures' sequence header; empty without pictures
/// @param audioHeader tag body of the sound's
public record StreamTracks(Optional<ByteBuf> videoHeader, Optional<ByteBuf> audioHeader) {
    public static final StreamTracks NONE = new StreamTracks(Optional.empty(), Optional.empty());

    private static final int VIDEO_ID = 1;
    private static final int AUDIO_ID = 2;
    /// Stands where the headers promise no frame rate.
    private static final Rational UNKNOWN_RATE = new Rational(30, 1);

    /// {@return these tracks with one replaced by what the message says; the same where it says nothing new}
    ///
    /// @param header borrowed
    public StreamTracks with(MediaMessage header) {
        if (!header.sequenceHeader() || header.kind() == MediaMessage.Kind.DATA) {
            return this;
        }
        boolean video = header.kind() == MediaMessage.Kind.VIDEO;
        Optional<ByteBuf> before = video ? videoHeader : audioHeader;
        if (before.isPresent() && before.get().equals(header.payload())) {
            return this;
        }
        Optional<ByteBuf> copy = Optional.of(Unpooled.wrappedBuffer(ByteBufUtil.getBytes(header.payload())));
        return video ? new StreamTracks(copy, audioHeader) : new StreamTracks(videoHeader, copy);
    }

    /// {@return a movie's tracks, the one that players seek in first}
    ///
    /// @throws IOException if a header cannot be read
    public Movie movie() throws IOException {
        List<Fmp4Track> tracks = new ArrayList<>();
        int unitTicks = 0;
        if (videoHeader.isPresent() && FlvVideo.parse(videoHeader.get()) instanceof FlvVideo.SequenceHeader header) {
            tracks.add(Fmp4Track.live(
                    VIDEO_ID, DecoderConfigurations.video(header.codec(), header.configuration(), UNKNOWN_RATE, 0)));
        }
        if (audioHeader.isPresent() && FlvAudio.parse(audioHeader.get()) instanceof FlvAudio.SequenceHeader header) {
            tracks.add(
                    Fmp4Track.live(AUDIO_ID, DecoderConfigurations.audio(header.codec(), header.configuration(), 0)));
            unitTicks = header.codec() == Codec.AAC
                    ? AudioSpecificConfig.parse(header.configuration()).outputFrameSamples()
                    : 0;
        }
        if (tracks.isEmpty()) {
            throw new FlvFormatException("headers: none of a codec that is known (expected: one at least)");
        }
        return new Movie(tracks, unitTicks);
    }

    /// @throws IOException if the stream is of codecs that a transport stream does not carry here
    void requireAvcAndAac() throws IOException {
        if (videoHeader.isPresent()) {
            videoConfiguration();
        }
        if (audioHeader.isPresent()) {
            audioConfiguration();
        }
    }

    /// @param tracks    the one that players seek in first
    /// @param unitTicks that an access unit of sound lasts; 0 without sound, and where each says it itself
    public record Movie(List<Fmp4Track> tracks, int unitTicks) {
        public Movie {
            tracks = List.copyOf(tracks);
        }
    }

    /// {@return AVCDecoderConfigurationRecord}
    ByteBuffer videoConfiguration() throws IOException {
        return FlvVideo.parse(videoHeader.orElseThrow()) instanceof FlvVideo.SequenceHeader header
                        && header.codec() == Codec.H264
                ? header.configuration()
                : refuse("video");
    }

    /// {@return AudioSpecificConfig}
    ByteBuffer audioConfiguration() throws IOException {
        return FlvAudio.parse(audioHeader.orElseThrow()) instanceof FlvAudio.SequenceHeader header
                        && header.codec() == Codec.AAC
                ? header.configuration()
                : refuse("audio");
    }

    private static ByteBuffer refuse(String kind) throws FlvFormatException {
        throw new FlvFormatException(kind + " header: of a codec that the file cannot carry (expected: H.264 and AAC)");
    }
}
