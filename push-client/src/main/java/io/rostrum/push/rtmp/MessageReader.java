package io.rostrum.push.rtmp;

import io.netty.buffer.ByteBuf;
import io.rostrum.push.amf.Amf0Reader;
import io.rostrum.push.amf.AmfException;
import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.rtmp.RtmpMessage.Abort;
import io.rostrum.push.rtmp.RtmpMessage.Acknowledgement;
import io.rostrum.push.rtmp.RtmpMessage.Audio;
import io.rostrum.push.rtmp.RtmpMessage.Command;
import io.rostrum.push.rtmp.RtmpMessage.Data;
import io.rostrum.push.rtmp.RtmpMessage.SetChunkSize;
import io.rostrum.push.rtmp.RtmpMessage.SetPeerBandwidth;
import io.rostrum.push.rtmp.RtmpMessage.Unused;
import io.rostrum.push.rtmp.RtmpMessage.UserControl;
import io.rostrum.push.rtmp.RtmpMessage.Video;
import io.rostrum.push.rtmp.RtmpMessage.WindowAckSize;
import java.util.List;
import java.util.Queue;

/// Makes a message of a whole payload (RTMP 1.0 §5.4, §7.1).
final class MessageReader {
    private static final int AGGREGATE_HEADER_BYTES = 11;
    private static final int BACK_POINTER_BYTES = 4;

    private MessageReader() {}

    /// Takes `payload`; the message, if it is a [RtmpMessage.Media], owns it then.
    ///
    /// @param split gets the messages of an aggregate, whose own return value is of no interest
    static RtmpMessage read(
            int type, long timestampMillis, int messageStreamId, ByteBuf payload, Queue<RtmpMessage> split)
            throws RtmpProtocolException {
        boolean handedOn = false;
        try {
            RtmpMessage message = switch (type) {
                case MessageType.AUDIO -> new Audio(timestampMillis, messageStreamId, payload);
                case MessageType.VIDEO -> new Video(timestampMillis, messageStreamId, payload);
                case MessageType.DATA_AMF0 -> new Data(timestampMillis, messageStreamId, payload);
                case MessageType.DATA_AMF3 -> new Data(timestampMillis, messageStreamId, skipFormat(payload));
                case MessageType.AGGREGATE -> {
                    split(timestampMillis, messageStreamId, payload, split);
                    yield new Unused(type);
                }
                case MessageType.COMMAND_AMF0 -> command(payload, messageStreamId);
                case MessageType.COMMAND_AMF3 -> command(skipFormat(payload), messageStreamId);
                default -> control(type, payload);
            };
            handedOn = message instanceof RtmpMessage.Media;
            return message;
        } finally {
            if (!handedOn) {
                payload.release();
            }
        }
    }

    private static RtmpMessage control(int type, ByteBuf payload) throws RtmpProtocolException {
        return switch (type) {
            case MessageType.SET_CHUNK_SIZE -> {
                long bytes = number(payload, "Set Chunk Size", "§5.4.1");
                if (bytes < 1 || bytes > Integer.MAX_VALUE) {
                    throw new RtmpProtocolException(
                            "chunk size: " + bytes + " bytes (expected: 1..2147483647)", "§5.4.1");
                }
                yield new SetChunkSize((int) bytes);
            }
            case MessageType.ABORT -> new Abort((int) number(payload, "Abort", "§5.4.2"));
            case MessageType.ACKNOWLEDGEMENT -> new Acknowledgement(number(payload, "Acknowledgement", "§5.4.3"));
            case MessageType.WINDOW_ACK_SIZE ->
                new WindowAckSize(number(payload, "Window Acknowledgement Size", "§5.4.4"));
            case MessageType.SET_PEER_BANDWIDTH -> {
                long bytes = number(payload, "Set Peer Bandwidth", "§5.4.5");
                yield new SetPeerBandwidth(bytes, payload.isReadable() ? payload.readUnsignedByte() : 2);
            }
            case MessageType.USER_CONTROL -> {
                need(payload, Short.BYTES, "User Control", "§7.1.7");
                int eventType = payload.readUnsignedShort();
                long value = payload.isReadable(Integer.BYTES) ? payload.readUnsignedInt() : 0;
                long second = payload.isReadable(Integer.BYTES) ? payload.readUnsignedInt() : 0;
                yield new UserControl(eventType, value, second);
            }
            default -> new Unused(type);
        };
    }

    private static long number(ByteBuf payload, String what, String section) throws RtmpProtocolException {
        need(payload, Integer.BYTES, what, section);
        return payload.readUnsignedInt();
    }

    private static void need(ByteBuf payload, int bytes, String what, String section) throws RtmpProtocolException {
        if (!payload.isReadable(bytes)) {
            throw new RtmpProtocolException(
                    what + ": " + payload.readableBytes() + " bytes (expected: >= " + bytes + ")", section);
        }
    }

    /// Types 15 and 17 put one byte before the values, 0 for AMF0; values of AMF3 are refused by the AMF0 reader.
    private static ByteBuf skipFormat(ByteBuf payload) {
        if (payload.isReadable() && payload.getByte(payload.readerIndex()) == 0) {
            payload.skipBytes(1);
        }
        return payload;
    }

    private static Command command(ByteBuf payload, int messageStreamId) throws RtmpProtocolException {
        try {
            Amf0Reader reader = new Amf0Reader(payload);
            if (!(reader.read() instanceof AmfValue.AmfString(String name))) {
                throw new RtmpProtocolException("command name: no string (expected: a string)", "§7.1.1");
            }
            double transactionId =
                    reader.hasMore() && reader.read() instanceof AmfValue.AmfNumber(double number) ? number : 0;
            List<AmfValue> arguments = reader.readAll();
            return new Command(name, transactionId, arguments, messageStreamId);
        } catch (AmfException e) {
            throw new RtmpProtocolException(String.valueOf(e.getMessage()), "§7.1.1", e);
        }
    }

    /// §7.1.6: the sub-messages keep their distances, the first gets the time of the aggregate.
    private static void split(long timestampMillis, int messageStreamId, ByteBuf payload, Queue<RtmpMessage> split)
            throws RtmpProtocolException {
        long offset = 0;
        boolean first = true;
        while (payload.isReadable()) {
            need(payload, AGGREGATE_HEADER_BYTES, "header in an aggregate", "§7.1.6");
            int type = payload.readUnsignedByte();
            int length = payload.readUnsignedMedium();
            long time = payload.readUnsignedMedium() | ((long) payload.readUnsignedByte() << 24);
            payload.skipBytes(3); // message stream id: the aggregate's own holds for all
            need(payload, length, "message in an aggregate", "§7.1.6");
            ByteBuf body = payload.readSlice(length);
            if (payload.isReadable()) { // the last back pointer is left out by some
                need(payload, BACK_POINTER_BYTES, "back pointer in an aggregate", "§7.1.6");
                payload.skipBytes(BACK_POINTER_BYTES);
            }
            if (first) {
                offset = timestampMillis - time;
                first = false;
            }
            long rebased = (time + offset) & ChunkStream.MASK_32;
            switch (type) {
                case MessageType.AUDIO -> split.add(new Audio(rebased, messageStreamId, body.retain()));
                case MessageType.VIDEO -> split.add(new Video(rebased, messageStreamId, body.retain()));
                case MessageType.DATA_AMF0 -> split.add(new Data(rebased, messageStreamId, body.retain()));
                default -> split.add(new Unused(type));
            }
        }
    }
}
