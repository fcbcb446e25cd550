package io.rostrum.server.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.EventExecutor;
import io.rostrum.push.rtmp.RtmpMessage;
import io.rostrum.server.auth.KeyId;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.live.MediaMessage.Kind;
import io.rostrum.server.live.Publication;
import io.rostrum.server.live.Publisher;
import io.rostrum.server.live.StreamWarning;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A connection that publishes. Confined to the channel's loop.
final class PublishRole implements Publisher {
    /// AMF0: a string of thirteen bytes. What follows it is what viewers get.
    private static final ByteBuf SET_DATA_FRAME = amfString("@setDataFrame");

    private static final ByteBuf CLEAR_DATA_FRAME = amfString("@clearDataFrame");

    private final RtmpPeer peer;
    private final StreamName name;
    private final Optional<KeyId> key;
    private final Optional<Secret> deviceToken;
    private final RtmpCounters counters;
    private final Runnable onEnd;
    private @Nullable Publication publication;
    private boolean over;

    /// @param onEnd called when it publishes no longer, or turns out not to: once for each that was allowed to
    PublishRole(
            RtmpPeer peer,
            StreamName name,
            Optional<KeyId> key,
            Optional<Secret> deviceToken,
            RtmpCounters counters,
            Runnable onEnd) {
        this.peer = peer;
        this.name = name;
        this.key = key;
        this.deviceToken = deviceToken;
        this.counters = counters;
        this.onEnd = onEnd;
    }

    private static ByteBuf amfString(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        return Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(new byte[] {2, 0, (byte) ascii.length}, ascii));
    }

    /// @param message taken
    void media(RtmpMessage.Media message) {
        ByteBuf payload = message.payload();
        Publication to = publication;
        if (to == null) {
            payload.release();
            return;
        }
        long millis = message.timestampMillis();
        switch (message) {
            case RtmpMessage.Audio _ -> to.send(Kind.AUDIO, millis, payload);
            case RtmpMessage.Video _ -> to.send(Kind.VIDEO, millis, payload);
            case RtmpMessage.Data _ -> data(to, millis, payload);
        }
    }

    private static void data(Publication to, long millis, ByteBuf payload) {
        if (startsWith(payload, CLEAR_DATA_FRAME)) {
            payload.release();
            return;
        }
        if (startsWith(payload, SET_DATA_FRAME)) {
            payload.skipBytes(SET_DATA_FRAME.readableBytes());
        }
        to.send(Kind.DATA, millis, payload);
    }

    private static boolean startsWith(ByteBuf payload, ByteBuf prefix) {
        int bytes = prefix.readableBytes();
        return payload.readableBytes() >= bytes
                && ByteBufUtil.equals(payload, payload.readerIndex(), prefix, prefix.readerIndex(), bytes);
    }

    /// The publisher says that it stops.
    void stop() {
        if (end(Publication.End.STOPPED)) {
            peer.send(Replies.onFc("onFCUnpublish", "NetStream.Unpublish.Success", "Stopped publishing."));
            peer.send(Replies.status("status", "NetStream.Unpublish.Success", "Stopped publishing."));
        }
    }

    /// The connection is gone.
    void lost() {
        end(Publication.End.LOST);
    }

    private boolean end(Publication.End how) {
        over = true;
        Publication ended = publication;
        publication = null;
        if (ended == null) {
            return false;
        }
        counters.publishers(-1);
        ended.end(how);
        onEnd.run();
        return true;
    }

    @Override
    public EventExecutor loop() {
        return peer.channel().eventLoop();
    }

    @Override
    public String protocol() {
        return "rtmp";
    }

    @Override
    public String label() {
        return peer.label();
    }

    @Override
    public Optional<KeyId> key() {
        return key;
    }

    @Override
    public Optional<Secret> deviceToken() {
        return deviceToken;
    }

    @Override
    public void accepted(Publication granted) {
        if (over) { // the connection went while the answer was under way
            granted.end(Publication.End.LOST);
            onEnd.run();
            return;
        }
        publication = granted;
        counters.publishers(1);
        peer.allowMedia();
        peer.send(RtmpMessage.UserControl.streamBegin(RtmpFraming.MESSAGE_STREAM_ID));
        peer.send(Replies.onFc("onFCPublish", "NetStream.Publish.Start", "Publishing " + name + "."));
        peer.send(Replies.status("status", "NetStream.Publish.Start", "Publishing " + name + "."));
        peer.resume();
        peer.flush();
    }

    @Override
    public void refused(String why) {
        onEnd.run();
        peer.send(Replies.status("error", "NetStream.Publish.BadName", why));
        peer.close("publishing " + name + " was refused: " + why);
    }

    @Override
    public void replaced(String why) {
        end(Publication.End.STOPPED);
        peer.send(Replies.status("error", "NetStream.Unpublish.Success", why));
        peer.close("no longer publishes " + name + ": " + why);
    }

    @Override
    public void rejected(String why) {
        end(Publication.End.STOPPED);
        peer.send(Replies.status("error", "NetStream.Publish.Rejected", why));
        peer.close("publishing " + name + " was ended: " + why);
    }

    @Override
    public void warned(StreamWarning warning) {
        peer.send(Replies.status("warning", warning.code(), warning.words()));
        peer.flush();
    }
}
