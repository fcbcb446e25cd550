package io.rostrum.push.target;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The network threads that all targets of a process share, and whom they trust. Thread-safe; close the targets first.
public final class PushLoops implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PushLoops.class);

    /// Bytes that the system may hold unsent: so that what waits, waits in the target's queue, where it is measured
    /// and can be given up. 6 ms of 20 Mbit/s; what is on its way and unacknowledged does not count.
    private static final long MAX_UNSENT_BYTES = 16 << 10;

    private static final int CLOSE_SECONDS = 5;
    private static final int TOKEN_BYTES = 16;

    private final EventLoopGroup group;
    private final boolean epoll;
    private final ReentrantLock lock = new ReentrantLock();
    private final String deviceToken;
    private final Supplier<Set<String>> network;
    private @Nullable SslContext trust;

    private PushLoops(@Nullable SslContext trust, Supplier<Set<String>> network) {
        this.network = network;
        byte[] token = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(token);
        deviceToken = HexFormat.of().formatHex(token);
        epoll = Epoll.isAvailable();
        int threads = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 4);
        IoHandlerFactory io = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        group = new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("push", true), io);
        this.trust = trust;
    }

    /// Trusts the certificate authorities that Java trusts.
    public static PushLoops open() {
        return new PushLoops(null, NetworkWatch::ways);
    }

    /// @param trust a client's context, for servers with certificates of their own
    public static PushLoops open(SslContext trust) {
        return new PushLoops(trust, NetworkWatch::ways);
    }

    /// @param network this machine's ways to others, as [NetworkWatch#ways] names them; may block
    static PushLoops open(Supplier<Set<String>> network) {
        return new PushLoops(null, network);
    }

    /// {@return names of this machine's ways to others; may block for some milliseconds}
    Supplier<Set<String>> network() {
        return network;
    }

    /// {@return what tells a companion server that a publisher who comes with the key of a stuck connection is the same
    /// program, so that it takes its stream back at once; a secret, another one for each process}
    String deviceToken() {
        return deviceToken;
    }

    EventLoop next() {
        return group.next();
    }

    /// Lets `loop` do something that a thread beside it has found out; not if the loop has ended meanwhile, for then
    /// nobody waits for it.
    static void tell(EventLoop loop, Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("the network thread had ended: {}", e.getMessage());
        }
    }

    /// {@return a bootstrap on `loop`, without handler and address}
    Bootstrap bootstrap(EventLoop loop) {
        Bootstrap bootstrap = new Bootstrap().group(loop);
        if (epoll) {
            return bootstrap
                    .channel(EpollSocketChannel.class)
                    .option(EpollChannelOption.TCP_NOTSENT_LOWAT, MAX_UNSENT_BYTES);
        }
        return bootstrap.channel(NioSocketChannel.class);
    }

    /// {@return the context for RTMPS; reads the trusted authorities on the first call, so not to be called on a loop}
    SslContext trust() throws SSLException {
        lock.lock();
        try {
            if (trust == null) {
                trust = SslContextBuilder.forClient().build();
            }
            return trust;
        } finally {
            lock.unlock();
        }
    }

    /// Ends the threads; waits for that for at most five seconds.
    @Override
    public void close() {
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
