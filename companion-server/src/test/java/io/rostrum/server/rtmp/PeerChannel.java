package io.rostrum.server.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.rtmp.RtmpChunkDecoder;
import io.rostrum.push.rtmp.RtmpHandshake;
import io.rostrum.push.rtmp.RtmpMessage;
import io.rostrum.push.rtmp.RtmpProtocolException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A peer's connection to the server without a network, with a clock that the test moves. Keeps what the server said.
final class PeerChannel extends EmbeddedChannel {
    private static final int S0_S1_S2_BYTES = 1 + 2 * RtmpHandshake.PACKET_BYTES;

    private final RtmpChunkDecoder decoder = new RtmpChunkDecoder(RtmpChunkDecoder.Limits.DEFAULT);
    private final ByteBuf answers = Unpooled.buffer();
    private final List<RtmpMessage> messages = new ArrayList<>();
    private boolean shaken;

    PeerChannel(RtmpConfig config, RtmpSession.Shared shared) {
        super(new RtmpConnection(config, shared));
        freezeTime();
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return new InetSocketAddress("198.51.100.7", 50_000);
    }

    PeerChannel say(byte[] bytes) {
        if (isOpen()) {
            writeInbound(Unpooled.copiedBuffer(bytes));
        }
        runPendingTasks();
        return this;
    }

    void pass(long millis) {
        runPendingTasks();
        advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        runScheduledPendingTasks();
        runPendingTasks();
    }

    /// {@return everything the server has said after the handshake; media is released with the channel}
    List<RtmpMessage> heard() {
        runPendingTasks();
        for (ByteBuf piece = readOutbound(); piece != null; piece = readOutbound()) {
            answers.writeBytes(piece);
            piece.release();
        }
        if (!shaken && answers.isReadable(S0_S1_S2_BYTES)) {
            answers.skipBytes(S0_S1_S2_BYTES);
            shaken = true;
        }
        try {
            while (shaken && decoder.decode(answers) instanceof RtmpChunkDecoder.Result.Decoded(RtmpMessage message)) {
                messages.add(message);
            }
        } catch (RtmpProtocolException e) {
            throw new AssertionError(e);
        }
        return messages;
    }

    /// {@return the commands heard, as `name code` where they carry a status}
    List<String> commands() {
        List<String> lines = new ArrayList<>();
        for (RtmpMessage message : heard()) {
            if (message instanceof RtmpMessage.Command command) {
                String code =
                        command.argument(1) instanceof AmfValue.AmfProperties info ? " " + info.text("code", "") : "";
                lines.add(command.name() + code);
            }
        }
        return lines;
    }

    long count(Predicate<RtmpMessage> which) {
        return heard().stream().filter(which).count();
    }

    void release() {
        heard().forEach(RtmpMessage::release);
        messages.clear();
        decoder.close();
        finishAndReleaseAll();
    }
}
