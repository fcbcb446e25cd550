package io.rostrum.server.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.rostrum.push.flv.FlvTag;
import io.rostrum.push.flv.FlvTagType;
import io.rostrum.push.flv.FlvWriter;
import io.rostrum.server.LeakGuard;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakGuard.class)
@Timeout(30)
class RenditionReceiverTest {
    private final List<String> received = new CopyOnWriteArrayList<>();
    private RenditionReceiver receiver;
    private Thread receiving;

    @BeforeEach
    void open() throws IOException {
        receiver = RenditionReceiver.open();
        receiving = Thread.ofVirtual().start(() -> receiver.receive(this::took));
    }

    @AfterEach
    void close() throws InterruptedException {
        receiver.close();
        assertThat(receiving.join(java.time.Duration.ofSeconds(20))).isTrue();
    }

    private void took(FlvTag tag) {
        received.add(tag.type() + " " + tag.timestampMillis());
        tag.body().release();
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), receiver.output().port());
    }

    private static byte[] flv(String metadata) {
        ByteBuf out = Unpooled.buffer();
        FlvWriter.header(out, false, true);
        FlvWriter.tag(out, FlvTagType.SCRIPT, 0, Unpooled.copiedBuffer(metadata, StandardCharsets.US_ASCII));
        FlvWriter.tag(out, FlvTagType.VIDEO, 40, Unpooled.wrappedBuffer(new byte[] {0x17, 1, 0, 0, 0, 9}));
        return ByteBufUtil.getBytes(out);
    }

    @Test
    void takesTheOneThatKnowsTheTokenAndNobodyAfterIt() throws Exception {
        try (Socket stranger = connect()) {
            stranger.getOutputStream().write(flv("rostrum=guessed"));
            assertThat(stranger.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(received).isEmpty();

        int port = receiver.output().port();
        try (Socket known = connect()) {
            known.getOutputStream()
                    .write(flv("onMetaData rostrum " + receiver.output().token()));
            known.shutdownOutput();
            assertThat(receiving.join(java.time.Duration.ofSeconds(20))).isTrue();
        }

        assertThat(received).containsExactly("SCRIPT 0", "VIDEO 40");
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatIsNoFlvIsRefusedAndTheNextOneTaken() throws Exception {
        try (Socket stranger = connect()) {
            stranger.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(stranger.getInputStream().read()).isEqualTo(-1);
        }
        try (Socket known = connect()) {
            known.getOutputStream().write(flv(receiver.output().token()));
            known.shutdownOutput();
            assertThat(receiving.join(java.time.Duration.ofSeconds(20))).isTrue();
        }

        assertThat(received).hasSize(2);
    }

    /// A slow machine may connect long before it has a picture, for which the ladder is waited.
    @Test
    void theTokenMayComeAsLateAsTheFirstPicture() {
        assertThat(RenditionReceiver.TOKEN_WITHIN).isGreaterThan(LoadShedding.START);
    }

    @Test
    void oneThatSaysNothingDoesNotKeepTheOthersOut() throws Exception {
        try (Socket silent = connect();
                Socket known = connect()) {
            known.getOutputStream().write(flv(receiver.output().token()));
            known.shutdownOutput();

            assertThat(receiving.join(java.time.Duration.ofSeconds(20))).isTrue();
            silent.setSoTimeout((int) TimeUnit.SECONDS.toMillis(20));
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(received).hasSize(2);
    }
}
