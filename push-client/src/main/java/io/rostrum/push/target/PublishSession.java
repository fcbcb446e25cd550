package io.rostrum.push.target;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.rtmp.ReceiveWindow;
import io.rostrum.push.rtmp.RtmpChunkDecoder;
import io.rostrum.push.rtmp.RtmpChunkEncoder;
import io.rostrum.push.rtmp.RtmpHandshake;
import io.rostrum.push.rtmp.RtmpMessage;
import io.rostrum.push.rtmp.RtmpMessage.Command;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The publisher's side of one RTMP connection: handshake, `connect`, `createStream`, `publish` (RTMP 1.0 §7.2.1,
/// §7.2.2.6), then answers to what the server wants to know. Confined to the channel's loop.
final class PublishSession extends ByteToMessageDecoder {
    /// As FFmpeg's own server says; all servers take it, and most pictures fit one chunk.
    private static final int CHUNK_SIZE = 60_000;

    /// A server tells a publisher little: results, status, controls.
    private static final RtmpChunkDecoder.Limits LIMITS = new RtmpChunkDecoder.Limits(64 << 10, 16, 256 << 10);

    private static final double CONNECT = 1;
    private static final double RELEASE_STREAM = 2;
    private static final double FC_PUBLISH = 3;
    private static final double CREATE_STREAM = 4;
    private static final double PUBLISH = 5;
    private static final double FC_UNPUBLISH = 6;

    /// Enhanced RTMP v2, "Reconnect Request".
    private static final String RECONNECT_REQUEST = "NetConnection.Connect.ReconnectRequest";

    /// Enhanced RTMP v2, `CapsExMask`: this client can be asked to reconnect.
    private static final int CAPABILITIES = 0x01;

    /// Enhanced RTMP v2, `FourCcInfoMask`: `CanEncode`.
    private static final int CAN_ENCODE = 0x02;

    /// What may come beside H.264 and AAC in their old form: as Enhanced RTMP v1 says it, and as v2 does.
    private static final AmfValue FOUR_CCS =
            new AmfValue.AmfStrictArray(List.of(AmfValue.of("hvc1"), AmfValue.of("av01"), AmfValue.of("Opus")));

    private static final AmfValue CAN_ENCODE_VIDEO = AmfValue.properties()
            .put("hvc1", CAN_ENCODE)
            .put("av01", CAN_ENCODE)
            .object();
    private static final AmfValue CAN_ENCODE_AUDIO =
            AmfValue.properties().put("Opus", CAN_ENCODE).object();

    /// What the owner of the connection hears.
    interface Owner {
        /// The server has taken the connection, and knows nothing of a stream yet.
        ///
        /// @return whether to go on and publish
        default boolean connected(PublishSession session) {
            return true;
        }

        /// Media may be sent.
        void publishing(PublishSession session);

        /// The server does not want us.
        void refused(PublishSession session, Refusal refusal);

        /// The server has failed to take us; trying again may help.
        void notTaken(PublishSession session, Refusal refusal);

        /// The server spoke without refusing.
        void said(Refusal status);

        /// The server says how far it has read.
        ///
        /// @param sequenceNumber bytes, modulo 2^32 (RTMP 1.0 §5.4.3)
        default void acknowledged(long sequenceNumber) {}

        /// The server asks to be left.
        ///
        /// @param tcUrl where to go instead; empty for the same place again
        void sentAway(Optional<String> tcUrl);

        /// The outbound buffer has room again.
        void writable(PublishSession session);

        /// The connection is over.
        ///
        /// @param cause null when the server closed it
        void ended(PublishSession session, @Nullable Throwable cause);
    }

    private final PushUrl url;
    private final String deviceToken;
    private final Owner owner;
    private final RtmpHandshake handshake = RtmpHandshake.client();
    private final RtmpChunkDecoder decoder = new RtmpChunkDecoder(LIMITS);
    private final RtmpChunkEncoder encoder = new RtmpChunkEncoder();
    private final ReceiveWindow window = new ReceiveWindow();
    private @Nullable Throwable cause;
    private boolean shaken;
    private boolean taken;
    private int messageStreamId;
    private long windowAckBytes;

    /// @param deviceToken tells a companion server who comes back; other servers pass over it
    PublishSession(PushUrl url, String deviceToken, Owner owner) {
        this.url = url;
        this.deviceToken = deviceToken;
        this.owner = owner;
    }

    /// Sends C0 and C1. To be called once the connection, and TLS where wanted, stands.
    void begin(Channel open) throws Exception {
        ByteBuf out = open.alloc().buffer();
        handshake.advance(Unpooled.EMPTY_BUFFER, out);
        open.writeAndFlush(out);
    }

    RtmpChunkEncoder encoder() {
        return encoder;
    }

    /// {@return what the server called our stream; 0 until publishing}
    int messageStreamId() {
        return messageStreamId;
    }

    /// Says goodbye after all that was written, and closes.
    void unpublish(Channel open) {
        send(open, new Command("FCUnpublish", FC_UNPUBLISH, List.of(AmfValue.NULL, AmfValue.of(url.key())), 0));
        send(open, new Command("deleteStream", 0, List.of(AmfValue.NULL, AmfValue.of(messageStreamId)), 0));
        open.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> open.close());
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        int before = in.readableBytes();
        if (cause != null) { // nothing that comes after an error means anything
            in.skipBytes(before);
            return;
        }
        if (!shaken) {
            shake(ctx.channel(), in);
        }
        while (shaken && decoder.decode(in) instanceof RtmpChunkDecoder.Result.Decoded(RtmpMessage message)) {
            receive(ctx.channel(), message);
            message.release();
        }
        window.received(before - in.readableBytes()).ifPresent(ack -> sendNow(ctx.channel(), ack));
    }

    private void shake(Channel open, ByteBuf in) throws Exception {
        ByteBuf out = open.alloc().buffer();
        shaken = handshake.advance(in, out);
        if (out.isReadable()) {
            open.writeAndFlush(out);
        } else {
            out.release();
        }
        if (shaken) {
            send(open, new RtmpMessage.SetChunkSize(CHUNK_SIZE));
            encoder.chunkSize(CHUNK_SIZE);
            AmfValue details = AmfValue.properties()
                    .put("app", url.app())
                    .put("type", "nonprivate")
                    .put("flashVer", "FMLE/3.0 (compatible; Rostrum)")
                    .put("swfUrl", url.tcUrl())
                    .put("tcUrl", url.tcUrl())
                    .put("deviceToken", deviceToken)
                    .put("capsEx", CAPABILITIES)
                    .put("fourCcList", FOUR_CCS)
                    .put("videoFourCcInfoMap", CAN_ENCODE_VIDEO)
                    .put("audioFourCcInfoMap", CAN_ENCODE_AUDIO)
                    .object();
            sendNow(open, new Command("connect", CONNECT, List.of(details), 0));
        }
    }

    private void receive(Channel open, RtmpMessage message) {
        switch (message) {
            case Command command -> command(open, command);
            case RtmpMessage.WindowAckSize size -> window.resize(size);
            case RtmpMessage.SetPeerBandwidth bandwidth -> {
                if (bandwidth.bytes() != windowAckBytes) { // §5.4.5
                    windowAckBytes = bandwidth.bytes();
                    sendNow(open, new RtmpMessage.WindowAckSize(windowAckBytes));
                }
            }
            case RtmpMessage.UserControl control
            when control.eventType() == RtmpMessage.UserControl.PING_REQUEST ->
                sendNow(open, RtmpMessage.UserControl.pong(control));
            case RtmpMessage.Acknowledgement(long number) -> owner.acknowledged(number);
            case RtmpMessage.UserControl _,
                    RtmpMessage.SetChunkSize _,
                    RtmpMessage.Abort _,
                    RtmpMessage.Media _,
                    RtmpMessage.Unused _ -> {}
        }
    }

    private void command(Channel open, Command command) {
        switch (command.name()) {
            case "_result" -> result(open, command);
            case "_error" -> error(command);
            case "onStatus" -> status(command);
            default -> {} // onBWDone, onFCPublish and the like want no answer
        }
    }

    private void result(Channel open, Command command) {
        if (command.transactionId() == CONNECT) {
            if (!owner.connected(this)) {
                return;
            }
            AmfValue key = AmfValue.of(url.key());
            send(open, new Command("releaseStream", RELEASE_STREAM, List.of(AmfValue.NULL, key), 0));
            send(open, new Command("FCPublish", FC_PUBLISH, List.of(AmfValue.NULL, key), 0));
            sendNow(open, new Command("createStream", CREATE_STREAM, List.of(AmfValue.NULL), 0));
        } else if (command.transactionId() == CREATE_STREAM) {
            messageStreamId = command.argument(1) instanceof AmfValue.AmfNumber(double id) ? (int) id : 1;
            sendNow(
                    open,
                    new Command(
                            "publish",
                            PUBLISH,
                            List.of(AmfValue.NULL, AmfValue.of(url.key()), AmfValue.of("live")),
                            messageStreamId));
        }
    }

    /// Servers that do not know releaseStream or FCPublish say so, and mean no harm.
    private void error(Command command) {
        double id = command.transactionId();
        if (id != RELEASE_STREAM && id != FC_PUBLISH && id != FC_UNPUBLISH) {
            owner.refused(this, refusal(command));
        }
    }

    /// Servers name the stream when they complain of it, and its name is the key.
    private Refusal refusal(Command command) {
        return Refusal.of(command.argument(1)).hiding(url);
    }

    private void status(Command command) {
        Refusal status = refusal(command);
        if (status.code().equals(RECONNECT_REQUEST)) {
            String tcUrl = command.argument(1) instanceof AmfValue.AmfProperties info ? info.text("tcUrl", "") : "";
            owner.said(status);
            owner.sentAway(Optional.of(tcUrl).filter(place -> !place.isBlank()));
        } else if (status.code().equals("NetStream.Publish.Start")) {
            taken = true;
            owner.publishing(this);
        } else if (isRefusal(status)) {
            owner.refused(this, status);
        } else if (!taken && status.level().equals("error")) {
            owner.notTaken(this, status);
        } else {
            owner.said(status);
        }
    }

    private static boolean isRefusal(Refusal status) {
        return switch (status.code()) {
            case "NetStream.Publish.BadName",
                    "NetStream.Publish.Denied",
                    "NetStream.Publish.Rejected",
                    "NetStream.Publish.Unauthorized",
                    "NetConnection.Connect.Rejected",
                    "NetConnection.Connect.InvalidApp" -> true;
            default -> false;
        };
    }

    private void send(Channel open, RtmpMessage message) {
        ByteBuf out = open.alloc().buffer();
        encoder.encode(message, out);
        open.write(out, open.voidPromise());
    }

    private void sendNow(Channel open, RtmpMessage message) {
        send(open, message);
        open.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            owner.writable(this);
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        try {
            super.channelInactive(ctx);
        } finally {
            owner.ended(this, cause);
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        decoder.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        if (cause == null) {
            cause = thrown.getCause() != null && thrown instanceof DecoderException ? thrown.getCause() : thrown;
        }
        ctx.close();
    }
}
