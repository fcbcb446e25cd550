package io.rostrum.push.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import io.rostrum.push.amf.AmfValue;
import java.util.List;

/// What two RTMP peers say to each other (RTMP 1.0 §5.4 and §7.1).
///
/// Only [Media] holds memory: whoever is given a message releases it, by [#release()] or by handing the payload on.
public sealed interface RtmpMessage {
    /// §5.4.1
    ///
    /// @param bytes 1 to 2147483647
    record SetChunkSize(int bytes) implements RtmpMessage {}

    /// §5.4.2: what has arrived of the message on that chunk stream is to be forgotten.
    record Abort(int chunkStreamId) implements RtmpMessage {}

    /// §5.4.3
    ///
    /// @param sequenceNumber bytes received so far, modulo 2^32
    record Acknowledgement(long sequenceNumber) implements RtmpMessage {}

    /// §5.4.4
    ///
    /// @param bytes unsigned
    record WindowAckSize(long bytes) implements RtmpMessage {}

    /// §5.4.5
    ///
    /// @param bytes     unsigned
    /// @param limitType 0 hard, 1 soft, 2 dynamic
    record SetPeerBandwidth(long bytes, int limitType) implements RtmpMessage {}

    /// §7.1.7
    ///
    /// @param eventType one of the constants here; others are kept as they came
    /// @param value     message stream id, or for pings the sender's time in milliseconds; unsigned
    /// @param second    the buffer's length in milliseconds for [#SET_BUFFER_LENGTH], else 0
    record UserControl(int eventType, long value, long second) implements RtmpMessage {
        public static final int STREAM_BEGIN = 0;
        public static final int STREAM_EOF = 1;
        public static final int STREAM_DRY = 2;
        public static final int SET_BUFFER_LENGTH = 3;
        public static final int STREAM_IS_RECORDED = 4;
        public static final int PING_REQUEST = 6;
        public static final int PING_RESPONSE = 7;

        public static UserControl streamBegin(long messageStreamId) {
            return new UserControl(STREAM_BEGIN, messageStreamId, 0);
        }

        public static UserControl pingRequest(long millis) {
            return new UserControl(PING_REQUEST, millis, 0);
        }

        /// {@return the answer to `request`}
        public static UserControl pong(UserControl request) {
            return new UserControl(PING_RESPONSE, request.value, 0);
        }
    }

    /// §7.1.1. AMF3 commands (type 17) whose values are AMF0, as Flash sent them, come out the same.
    ///
    /// @param transactionId   0 where no answer is wanted
    /// @param arguments       what follows the transaction id: first the command object or null, then the rest
    /// @param messageStreamId 0 for NetConnection commands
    record Command(String name, double transactionId, List<AmfValue> arguments, int messageStreamId)
            implements RtmpMessage {
        public Command {
            arguments = List.copyOf(arguments);
        }

        /// {@return the argument at `index`, or undefined if there are fewer}
        public AmfValue argument(int index) {
            return index < arguments.size() ? arguments.get(index) : AmfValue.UNDEFINED;
        }

        /// {@return the string at `index`, or `otherwise` if there is none}
        public String text(int index, String otherwise) {
            return argument(index) instanceof AmfValue.AmfString(String value) ? value : otherwise;
        }
    }

    /// A message with a time and a payload: what a publisher publishes and a player plays.
    sealed interface Media extends RtmpMessage {
        /// {@return milliseconds modulo 2^32; see [TimestampUnwrapper]}
        long timestampMillis();

        int messageStreamId();

        /// {@return the message's one payload, to be released by the message's owner}
        ByteBuf payload();
    }

    /// §7.1.2. Payload: AMF0 values, the first the handler's name (`@setDataFrame`, `onMetaData`).
    record Data(long timestampMillis, int messageStreamId, ByteBuf payload) implements Media {}

    /// §7.1.4. Payload: the body of an FLV audio tag.
    record Audio(long timestampMillis, int messageStreamId, ByteBuf payload) implements Media {}

    /// §7.1.5. Payload: the body of an FLV video tag.
    record Video(long timestampMillis, int messageStreamId, ByteBuf payload) implements Media {}

    /// A type nobody here uses (shared objects, §7.1.3, and what is in no specification): skipped on purpose.
    record Unused(int type) implements RtmpMessage {}

    /// Gives up the message. Does nothing for those that hold no memory.
    default void release() {
        if (this instanceof Media media) {
            ReferenceCountUtil.release(media.payload());
        }
    }
}
