package io.rostrum.capture.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MediaPipeTest {
    private final ByteBuffer read = ByteBuffer.allocate(4);

    private static SocketAddress address(MediaPipe pipe) throws IOException {
        String url = pipe.url();
        return url.startsWith("unix:")
                ? UnixDomainSocketAddress.of(url.substring("unix:".length()))
                : new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(url.substring(url.lastIndexOf(':') + 1)));
    }

    @Test
    void whatAChildWroteIsReadThoughItEndedBefore() throws Exception {
        try (MediaPipe pipe = new MediaPipe()) {
            try (SocketChannel child = SocketChannel.open(address(pipe))) {
                child.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6}));
            }
            pipe.childEnded();
            assertThat(pipe.read(read)).isTrue();
            assertThat(read.array()).containsExactly(1, 2, 3, 4);
            assertThat(pipe.read(read.clear())).isFalse();
            assertThat(read.position()).as("the rest of it").isEqualTo(2);
            assertThat(read.array()).startsWith(5, 6);
        }
    }

    @Test
    void theWaitForAChildThatNeverConnectedEndsWithIt() throws Exception {
        try (MediaPipe pipe = new MediaPipe()) {
            CompletableFuture<Boolean> full = CompletableFuture.supplyAsync(() -> {
                try {
                    return pipe.read(read);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            pipe.childEnded();
            assertThat(full.get(30, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void aPipeThatIsClosedHearsOfItsChildsEnd() throws Exception {
        MediaPipe pipe = new MediaPipe();
        pipe.close();
        pipe.childEnded();
        pipe.close();
    }
}
