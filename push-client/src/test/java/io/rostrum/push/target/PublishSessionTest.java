package io.rostrum.push.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.rtmp.RtmpChunkDecoder;
import io.rostrum.push.rtmp.RtmpChunkEncoder;
import io.rostrum.push.rtmp.RtmpHandshake;
import io.rostrum.push.rtmp.RtmpMessage;
import io.rostrum.push.rtmp.RtmpMessage.Command;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The server's words are nginx-rtmp's: what it said to FFmpeg, which counts its commands as we do.
class PublishSessionTest {
    private static final String[] PUBLISHING_AND_AT_LAST_NOT = {
        "publishing 1", "said Refusal[level=status, code=NetStream.Unpublish.Success, text=Stop publishing]"
    };

    private final List<String> heard = new ArrayList<>();
    private final PublishSession session =
            new PublishSession(PushUrl.parse("rtmp://127.0.0.1:21005/live/capture?token=1"), "device", new Recorder());
    private final EmbeddedChannel channel = new EmbeddedChannel(session);
    private final RtmpChunkDecoder sent = new RtmpChunkDecoder(RtmpChunkDecoder.Limits.DEFAULT);
    private byte[] server = {};

    @BeforeEach
    void begin() throws Exception {
        server = nginx();
        session.begin(channel);
    }

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
        sent.close();
    }

    @Test
    void publishesWithNginx() throws Exception {
        channel.writeInbound(Unpooled.wrappedBuffer(server));

        assertThat(heard).containsExactly(PUBLISHING_AND_AT_LAST_NOT);
        List<String> names = new ArrayList<>();
        for (RtmpMessage message : sentAfterHandshake()) {
            names.add(message instanceof Command command ? command.name() : message.toString());
        }
        assertThat(names)
                .containsExactly(
                        "SetChunkSize[bytes=60000]",
                        "connect",
                        "WindowAckSize[bytes=5000000]",
                        "releaseStream",
                        "FCPublish",
                        "createStream",
                        "publish");
    }

    @Test
    void doesTheSameHoweverTcpCutsTheServersBytes() throws Exception {
        for (byte octet : server) {
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {octet}));
        }

        assertThat(heard).containsExactly(PUBLISHING_AND_AT_LAST_NOT);
    }

    @Test
    void saysWhatNginxWantsToKnow() throws Exception {
        channel.writeInbound(Unpooled.wrappedBuffer(server));

        List<RtmpMessage> messages = sentAfterHandshake();
        Command connect = (Command) messages.get(1);
        assertThat(connect.argument(0)).isInstanceOfSatisfying(AmfValue.AmfObject.class, details -> {
            assertThat(details.text("app", "")).isEqualTo("live");
            assertThat(details.text("deviceToken", "")).isEqualTo("device");
            assertThat(details.number("capsEx", 0))
                    .as("Enhanced RTMP v2: Reconnect")
                    .isEqualTo(1);
            assertThat(details.get("fourCcList"))
                    .isEqualTo(new AmfValue.AmfStrictArray(
                            List.of(AmfValue.of("hvc1"), AmfValue.of("av01"), AmfValue.of("Opus"))));
            assertThat(details.text("tcUrl", "")).isEqualTo("rtmp://127.0.0.1:21005/live");
        });
        assertThat(messages.getLast()).isInstanceOfSatisfying(Command.class, publish -> {
            assertThat(publish.messageStreamId()).isEqualTo(1);
            assertThat(publish.text(1, "")).isEqualTo("capture?token=1");
            assertThat(publish.text(2, "")).isEqualTo("live");
        });
    }

    @Test
    void answersPings() throws Exception {
        channel.writeInbound(Unpooled.wrappedBuffer(server));
        sentAfterHandshake();

        say(RtmpMessage.UserControl.pingRequest(77));

        assertThat(messages()).containsExactly(new RtmpMessage.UserControl(7, 77, 0));
    }

    @Test
    void tellsRefusalsFromRemarks() throws Exception {
        channel.writeInbound(Unpooled.wrappedBuffer(server));
        heard.clear();

        say(status("warning", "NetStream.Publish.Warning", "Key frames come every 8 s."));
        say(status("error", "NetStream.Publish.BadName", "Already publishing"));
        say(new Command("_error", 3, List.of(AmfValue.NULL), 0));
        say(new Command("_error", 4, List.of(AmfValue.NULL), 0));

        assertThat(heard)
                .containsExactly(
                        "said Refusal[level=warning, code=NetStream.Publish.Warning, text=Key frames come every 8 s.]",
                        "refused Refusal[level=error, code=NetStream.Publish.BadName, text=Already publishing]",
                        "refused Refusal[level=, code=, text=]");
    }

    @Test
    void anErrorBeforeTheStreamWasTakenEndsTheTryWithTheServersWords() throws Exception {
        channel.writeInbound(Unpooled.wrappedBuffer(server, 0, 1 + 2 * RtmpHandshake.PACKET_BYTES));
        byte[] bytes = bytes(status("error", "NetStream.Publish.Failed", "No room for live/capture here"), 128);

        channel.writeInbound(Unpooled.wrappedBuffer(bytes));

        assertThat(heard)
                .containsExactly(
                        "not taken Refusal[level=error, code=NetStream.Publish.Failed, text=No room for live/*** here]");
    }

    @Test
    void theKeyIsInNothingThatTheServerSays() throws Exception {
        channel.writeInbound(Unpooled.wrappedBuffer(server));
        heard.clear();

        say(status("error", "NetStream.Publish.BadName", "Stream capture?token=1 is busy, capture has a publisher"));
        say(status("warning", "NetStream.Publish.Warning", "capture: key frames come every 8 s"));

        assertThat(heard)
                .hasSize(2)
                .allSatisfy(words -> assertThat(words).contains("***").doesNotContain("capture", "token=1"));
    }

    @Test
    void endsWithWhatWasWrong() {
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {'H', 'T', 'T', 'P'}));
        channel.runPendingTasks();

        assertThat(channel.isOpen()).isFalse();
        assertThat(heard).containsExactly("ended version: 72 (expected: 3), RTMP 1.0 §5.2.2");
    }

    @Test
    void saysGoodbye() throws Exception {
        channel.writeInbound(Unpooled.wrappedBuffer(server));
        sentAfterHandshake();

        session.unpublish(channel);

        assertThat(messages())
                .extracting(message -> ((Command) message).name())
                .containsExactly("FCUnpublish", "deleteStream");
        assertThat(channel.isOpen()).isFalse();
        assertThat(heard.getLast()).isEqualTo("ended null");
    }

    private void say(RtmpMessage message) {
        channel.writeInbound(Unpooled.wrappedBuffer(bytes(message, 4096))); // as nginx has set it
    }

    private static byte[] bytes(RtmpMessage message, int chunkSize) {
        ByteBuf bytes = Unpooled.buffer();
        RtmpChunkEncoder encoder = new RtmpChunkEncoder();
        encoder.chunkSize(chunkSize);
        encoder.encode(message, bytes);
        byte[] all = ByteBufUtil.getBytes(bytes);
        bytes.release();
        return all;
    }

    private static Command status(String level, String code, String text) {
        AmfValue information = AmfValue.properties()
                .put("level", level)
                .put("code", code)
                .put("description", text)
                .object();
        return new Command("onStatus", 0, List.of(AmfValue.NULL, information), 1);
    }

    private List<RtmpMessage> sentAfterHandshake() throws IOException {
        ByteBuf c0c1 = channel.readOutbound();
        assertThat(c0c1.readableBytes()).isEqualTo(1 + RtmpHandshake.PACKET_BYTES);
        c0c1.release();
        ByteBuf c2 = channel.readOutbound();
        assertThat(c2.readableBytes()).isEqualTo(RtmpHandshake.PACKET_BYTES);
        c2.release();
        return messages();
    }

    private List<RtmpMessage> messages() throws IOException {
        List<RtmpMessage> messages = new ArrayList<>();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            while (sent.decode(out) instanceof RtmpChunkDecoder.Result.Decoded(RtmpMessage message)) {
                messages.add(message);
            }
            out.release();
        }
        return messages;
    }

    private static byte[] nginx() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(RtmpHandshake.class.getResourceAsStream("ffmpeg-publish-to-client.bin"))) {
            return in.readAllBytes();
        }
    }

    private final class Recorder implements PublishSession.Owner {
        @Override
        public void publishing(PublishSession publishing) {
            heard.add("publishing " + publishing.messageStreamId());
        }

        @Override
        public void refused(PublishSession refused, Refusal refusal) {
            heard.add("refused " + refusal);
        }

        @Override
        public void notTaken(PublishSession session, Refusal refusal) {
            heard.add("not taken " + refusal);
        }

        @Override
        public void said(Refusal status) {
            heard.add("said " + status);
        }

        @Override
        public void sentAway(Optional<String> tcUrl) {
            heard.add("sent away to " + tcUrl.orElse("the same place"));
        }

        @Override
        public void writable(PublishSession writable) {}

        @Override
        public void ended(PublishSession ended, @Nullable Throwable cause) {
            heard.add("ended " + (cause == null ? null : cause.getMessage()));
        }
    }
}
