package io.rostrum.server.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A viewer's connection without a network, on a loop of its own, whose clock the test moves. It can stop reading.
final class Watcher extends EmbeddedChannel implements Viewer.Events {
    /// One character a message, so that tests read at a glance what a viewer got.
    static final class Letters implements Framing {
        @Override
        public String protocol() {
            return "test";
        }

        @Override
        public void start(boolean video, boolean audio, List<ByteBuf> out) {
            out.add(Unpooled.copiedBuffer(new byte[] {(byte) '<'}));
        }

        @Override
        public void frame(MediaMessage message, List<ByteBuf> out) {
            char letter = switch (message.kind()) {
                case DATA -> 'm';
                case AUDIO -> message.sequenceHeader() ? 'A' : 'a';
                case VIDEO -> message.sequenceHeader() ? 'V' : message.keyFrame() ? 'K' : 'p';
            };
            out.add(Unpooled.copiedBuffer(new byte[] {(byte) letter}));
        }
    }

    static final Framing LETTERS = new Letters();

    private boolean stalled;
    private boolean broken;
    final List<String> told = new ArrayList<>();

    Watcher() {
        super(new ChannelInboundHandlerAdapter() {
            @Override
            public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                if (!(cause instanceof ClosedChannelException)) { // of writes that a close left behind
                    ctx.fireExceptionCaught(cause);
                }
            }
        });
        freezeTime();
    }

    void stall(boolean stop) {
        stalled = stop;
        if (!stop) {
            flush();
        }
    }

    /// From now on whoever writes to it fails.
    void breakDown() {
        broken = true;
    }

    @Override
    public ChannelFuture write(Object message, ChannelPromise promise) {
        if (broken) {
            ReferenceCountUtil.release(message);
            throw new IllegalStateException("on purpose");
        }
        return super.write(message, promise);
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer in) throws Exception {
        if (!stalled) {
            super.doWrite(in);
        }
    }

    void pass(long millis) {
        runPendingTasks();
        advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        runScheduledPendingTasks();
        runPendingTasks();
    }

    /// {@return the letters that came since the last time}
    String got() {
        try (Bytes bytes = new Bytes(this)) {
            return bytes.all.toString(StandardCharsets.US_ASCII);
        }
    }

    /// Everything written, released at the end.
    private static final class Bytes implements AutoCloseable {
        final CompositeByteBuf all = Unpooled.compositeBuffer(4_096);

        Bytes(EmbeddedChannel channel) {
            for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
                all.addComponent(true, piece);
            }
        }

        @Override
        public void close() {
            all.release();
        }
    }

    @Override
    public void interrupted() {
        told.add("interrupted");
    }

    @Override
    public void resumed() {
        told.add("resumed");
    }

    @Override
    public void ended() {
        told.add("ended");
    }

    @Override
    public void givenUp(String why) {
        told.add(why);
        close();
    }
}
