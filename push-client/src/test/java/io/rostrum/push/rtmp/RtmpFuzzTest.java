package io.rostrum.push.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.rostrum.push.amf.Amf0Reader;
import io.rostrum.push.amf.AmfException;
import io.rostrum.push.rtmp.RtmpChunkDecoder.Limits;
import io.rostrum.push.rtmp.RtmpChunkDecoder.Result;

/// Any bytes: messages, a request for more, or [RtmpProtocolException]; always progress, never more memory than what
/// has arrived. Seeds, what foreign peers sent, are beside the test's resources.
class RtmpFuzzTest {
    private static final Limits SMALL = new Limits(1 << 16, 8, 1 << 17);

    /// A buffer is made at twice its size when it grows, and is there with its copy for a moment.
    private static final int MEMORY_FACTOR = 4;

    private static final int MEMORY_ALLOWANCE = 8 * 4096;

    @FuzzTest(maxDuration = "10m")
    void chunks(byte[] data) {
        UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true, true);
        ByteBuf in = Unpooled.wrappedBuffer(data);
        try (RtmpChunkDecoder decoder = new RtmpChunkDecoder(memory, SMALL)) {
            while (decoder.decode(in) instanceof Result.Decoded(RtmpMessage message)) {
                message.release();
            }
            assertThat(in.readableBytes()).isLessThan(18); // less than a header
        } catch (RtmpProtocolException e) {
            assertThat(e).hasMessageContaining("expected").hasMessageContaining("RTMP 1.0 §");
        } finally {
            assertThat(memory.metric().usedDirectMemory()).isZero();
        }
    }

    /// The same bytes in two pieces come to the same.
    @FuzzTest(maxDuration = "10m")
    void chunksCut(byte[] data) {
        if (data.length == 0) {
            return;
        }
        int cut = 1 + (data[0] & 0xFF) % data.length;
        assertThat(read(data, 1, cut)).isEqualTo(read(data, 1, data.length));
    }

    /// {@return the times and sizes of what came, and how it ended}
    private static String read(byte[] data, int from, int cut) {
        UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true, true);
        StringBuilder read = new StringBuilder();
        ByteBuf in = Unpooled.buffer(data.length);
        try (RtmpChunkDecoder decoder = new RtmpChunkDecoder(memory, SMALL)) {
            in.writeBytes(data, from, Math.max(0, cut - from));
            drain(decoder, in, read);
            assertThat(memory.metric().usedDirectMemory())
                    .isLessThanOrEqualTo((long) MEMORY_FACTOR * data.length + MEMORY_ALLOWANCE);
            in.writeBytes(data, Math.max(from, cut), data.length - Math.max(from, cut));
            drain(decoder, in, read);
        } catch (RtmpProtocolException e) {
            read.append(e.getMessage());
        }
        return read.toString();
    }

    private static void drain(RtmpChunkDecoder decoder, ByteBuf in, StringBuilder read) throws RtmpProtocolException {
        while (decoder.decode(in) instanceof Result.Decoded(RtmpMessage message)) {
            if (message instanceof RtmpMessage.Media media) {
                read.append(media.getClass().getSimpleName())
                        .append(media.timestampMillis())
                        .append(' ')
                        .append(media.payload().readableBytes());
            } else {
                read.append(message);
            }
            read.append('\n');
            message.release();
        }
    }

    @FuzzTest(maxDuration = "10m")
    void handshake(byte[] data) {
        for (RtmpHandshake side : new RtmpHandshake[] {RtmpHandshake.server(), RtmpHandshake.client()}) {
            ByteBuf in = Unpooled.buffer(data.length + 1);
            ByteBuf out = Unpooled.buffer();
            try {
                boolean over = false;
                for (int i = 0; i < data.length && !over; i += 700) {
                    in.writeBytes(data, i, Math.min(700, data.length - i));
                    over = side.advance(in, out);
                }
                assertThat(over).isEqualTo(data.length >= Captures.HANDSHAKE_BYTES);
            } catch (RtmpProtocolException e) {
                assertThat(data[0]).isNotEqualTo((byte) RtmpHandshake.VERSION);
            }
            assertThat(out.readableBytes()).isLessThanOrEqualTo(Captures.HANDSHAKE_BYTES);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void amf0(byte[] data) {
        Amf0Reader reader = new Amf0Reader(Unpooled.wrappedBuffer(data));
        try {
            reader.readAll();
            assertThat(reader.hasMore()).isFalse();
        } catch (AmfException e) {
            assertThat(e).hasMessageContaining("expected");
        }
    }
}
