package io.rostrum.push.target;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.rostrum.push.amf.Amf0Writer;
import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.flv.FlvTagBody;
import io.rostrum.push.flv.OnMetaData;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.rtmp.RtmpChunkEncoder;
import io.rostrum.push.rtmp.RtmpMessage;
import org.jspecify.annotations.Nullable;

/// Makes RTMP messages of packets, for one connection, from its first key frame on.
///
/// Times start at 0 with each connection, as those of FFmpeg and OBS do: servers take a new connection for a new
/// stream, nginx-rtmp and SRS write a recording or segments of its own for it, and YouTube joins by arrival, so a
/// time that goes on would only be a hole at the start. The bytes of a packet go out from where they are. Confined to
/// the channel's loop.
final class MediaWriter {
    private final Channel channel;
    private final RtmpChunkEncoder encoder;
    private final int messageStreamId;
    private final PushSettings settings;
    private final OutputQueue queue;
    private boolean started;
    private long firstMillis;
    private CodecParameters.@Nullable Video video;
    private CodecParameters.@Nullable Audio audio;

    MediaWriter(
            Channel channel, RtmpChunkEncoder encoder, int messageStreamId, PushSettings settings, OutputQueue queue) {
        this.channel = channel;
        this.encoder = encoder;
        this.messageStreamId = messageStreamId;
        this.settings = settings;
        this.queue = queue;
    }

    /// Writes `packet` without flushing, and before it what a receiver must know.
    ///
    /// @param packet taken
    /// @param sent   told when the system has taken it or will not
    /// @return whether it was written; if not it was closed, being of no use at the start of a stream
    boolean write(Packet packet, ChannelFutureListener sent) {
        long millis = FlvTagBody.timestampMillis(packet);
        if (started ? millis < firstMillis : !mayStart(packet)) {
            packet.close();
            return false;
        }
        if (!started) {
            started = true;
            firstMillis = millis;
            video = known(CodecParameters.Video.class, MediaKind.VIDEO, packet);
            audio = known(CodecParameters.Audio.class, MediaKind.AUDIO, packet);
            metaData(0);
            sequenceHeader(video, 0);
            sequenceHeader(audio, 0);
        }
        announce(packet.parameters(), millis - firstMillis);
        media(packet, millis - firstMillis, sent);
        return true;
    }

    /// {@return whether anything was written}
    boolean started() {
        return started;
    }

    private boolean mayStart(Packet packet) {
        return packet.isVideo() ? packet.keyFrame() : !settings.kinds().contains(MediaKind.VIDEO);
    }

    private <P extends CodecParameters> @Nullable P known(Class<P> type, MediaKind kind, Packet packet) {
        CodecParameters parameters = packet.kind() == kind
                ? packet.parameters()
                : queue.newestParameters(kind).orElse(null);
        return settings.kinds().contains(kind) && type.isInstance(parameters) ? type.cast(parameters) : null;
    }

    /// Another instance of parameters means another stream inside the stream, or at least something else to say
    /// of it.
    private void announce(CodecParameters parameters, long millis) {
        CodecParameters before = parameters instanceof CodecParameters.Video ? video : audio;
        if (same(before, parameters)) {
            return;
        }
        switch (parameters) {
            case CodecParameters.Video now -> video = now;
            case CodecParameters.Audio now -> audio = now;
        }
        metaData(millis);
        if (before == null || !before.decodesAs(parameters)) {
            sequenceHeader(parameters, millis);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the packet's contract: another instance is what counts
    private static boolean same(@Nullable CodecParameters before, CodecParameters now) {
        return before == now;
    }

    private void metaData(long millis) {
        ByteBuf payload = channel.alloc().buffer();
        new Amf0Writer(payload).write(AmfValue.of("@setDataFrame"));
        OnMetaData.write(payload, OnMetaData.describe(video, audio, settings.encoder()));
        writeSmall(new RtmpMessage.Data(millis, messageStreamId, payload));
    }

    private void sequenceHeader(@Nullable CodecParameters parameters, long millis) {
        if (parameters == null) {
            return;
        }
        ByteBuf payload = FlvTagBody.sequenceHeader(channel.alloc(), parameters);
        writeSmall(
                parameters instanceof CodecParameters.Video
                        ? new RtmpMessage.Video(millis, messageStreamId, payload)
                        : new RtmpMessage.Audio(millis, messageStreamId, payload));
    }

    private void writeSmall(RtmpMessage.Media message) {
        channel.write(encoder.gather(message, channel.alloc()), channel.voidPromise());
    }

    private void media(Packet packet, long millis, ChannelFutureListener sent) {
        ByteBuf header = channel.alloc().directBuffer(8);
        FlvTagBody.frameHeader(header, packet);
        CompositeByteBuf body = channel.alloc().compositeDirectBuffer(2);
        body.addComponent(true, header).addComponent(true, Unpooled.wrappedBuffer(packet.data()));
        RtmpMessage.Media message = packet.isVideo()
                ? new RtmpMessage.Video(millis, messageStreamId, body)
                : new RtmpMessage.Audio(millis, messageStreamId, body);
        channel.write(encoder.gather(message, channel.alloc())).addListener((ChannelFutureListener) written -> {
            packet.close();
            sent.operationComplete(written);
        });
    }
}
