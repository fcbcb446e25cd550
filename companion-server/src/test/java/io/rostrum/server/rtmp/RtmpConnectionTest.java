package io.rostrum.server.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.rtmp.RtmpChunkEncoder;
import io.rostrum.push.rtmp.RtmpMessage;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.auth.PublishAuthorizer;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamKeys;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.hook.CallbackConfig;
import io.rostrum.server.hook.Gate;
import io.rostrum.server.live.LiveConfig;
import io.rostrum.server.live.LiveCounters;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.LocalStreams;
import io.rostrum.server.live.StreamStatus;
import io.rostrum.server.playback.PlaybackDoor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// What FFmpeg and rtmpdump sent to nginx-rtmp, sent to us; the captures and their README are push-client's.
@ExtendWith(LeakGuard.class)
class RtmpConnectionTest {
    private static final byte[] FFMPEG = capture("ffmpeg-publish-to-server.bin");
    private static final byte[] RTMPDUMP = capture("rtmpdump-play-to-server.bin");
    private static final StreamName CAPTURE = new StreamName("capture");
    private static final int HANDSHAKE_BYTES = 3073;

    @TempDir
    private Path directory;

    private final RtmpCounters counters = new RtmpCounters();
    private final LocalStreams streams = new LocalStreams(LiveConfig.DEFAULT, new LiveCounters());
    private final List<PeerChannel> peers = new ArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private RtmpSession.Shared open;
    private RtmpSession.Shared withKeys;
    private StreamKeys keys;

    @BeforeEach
    void prepare() {
        keys = new StreamKeys(directory, Clock.systemUTC());
        open = shared(true);
        withKeys = shared(false);
        log.start();
        ((Logger) LoggerFactory.getLogger("io.rostrum.server")).addAppender(log);
    }

    private RtmpSession.Shared shared(boolean openIngest) {
        return shared(new PublishAuthorizer(keys, openIngest, System::nanoTime));
    }

    private RtmpSession.Shared shared(PublishAuthorizer authorizer) {
        Gate gate = new Gate(authorizer, CallbackConfig.DEFAULT, "live", Runnable::run, PlaybackDoor.open());
        return new RtmpSession.Shared(streams, (name, _) -> streams.find(name), gate, Runnable::run, counters);
    }

    @AfterEach
    void closeAll() {
        streams.close();
        peers.forEach(PeerChannel::runPendingTasks);
        peers.forEach(PeerChannel::release);
        ((Logger) LoggerFactory.getLogger("io.rostrum.server")).detachAppender(log);
    }

    private static byte[] capture(String name) {
        try (InputStream in = RtmpConnectionTest.class.getResourceAsStream("/io/rostrum/push/rtmp/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PeerChannel peer(RtmpSession.Shared shared) {
        PeerChannel peer = new PeerChannel(RtmpConfig.loopback(0), shared);
        peers.add(peer);
        return peer;
    }

    /// What FFmpeg sent up to where it says that it stops.
    private static byte[] publishing() {
        int end = indexOf(FFMPEG, "FCUnpublish") - 15; // chunk header and the string's own
        return Arrays.copyOf(FFMPEG, end);
    }

    private static int indexOf(byte[] bytes, String text) {
        ByteBuf haystack = Unpooled.wrappedBuffer(bytes);
        ByteBuf needle = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
        return ByteBufUtil.indexOf(needle, haystack);
    }

    private static byte[] handshake() {
        return Arrays.copyOf(FFMPEG, HANDSHAKE_BYTES);
    }

    private static byte[] command(String name, double transactionId, AmfValue... arguments) {
        ByteBuf out = Unpooled.buffer();
        RtmpChunkEncoder encoder = new RtmpChunkEncoder();
        encoder.encode(new RtmpMessage.Command(name, transactionId, List.of(arguments), 0), out);
        return ByteBufUtil.getBytes(out);
    }

    private static byte[] connect() {
        return command("connect", 1, AmfValue.properties().put("app", "live").object());
    }

    private PeerChannel connected(RtmpSession.Shared shared) {
        return peer(shared).say(handshake()).say(connect());
    }

    private LiveStream stream() {
        return streams.find(CAPTURE).orElseThrow();
    }

    private List<String> lastWords() {
        return log.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains("] closed after"))
                .toList();
    }

    @Test
    void whatFfmpegPublishesIsLive() {
        PeerChannel ffmpeg = peer(open).say(publishing());
        ffmpeg.pass(1_000);

        assertThat(ffmpeg.commands())
                .containsExactly(
                        "_result NetConnection.Connect.Success",
                        "_result",
                        "_result",
                        "_result",
                        "onFCPublish NetStream.Publish.Start",
                        "onStatus NetStream.Publish.Start");
        StreamStatus status = stream().status();
        assertThat(status.state()).isEqualTo(StreamStatus.State.LIVE);
        assertThat(status.video().orElseThrow().width()).isEqualTo(64);
        assertThat(status.audio()).hasValue(new StreamStatus.Audio("mp4a.40.2", 22_050, 1));
        assertThat(status.warnings()).isEmpty();
        assertThat(counters.publishersNow()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 1_000})
    void theResultDoesNotDependOnHowTcpCutsTheStream(int bytes) {
        PeerChannel ffmpeg = peer(open);
        List<Integer> sizes = new ArrayList<>();
        streams.onOpened(opened -> opened.addListener(message -> sizes.add(message.bytes())));
        byte[] all = publishing();
        for (int at = 0; at < all.length; at += bytes) {
            ffmpeg.say(Arrays.copyOfRange(all, at, Math.min(all.length, at + bytes)));
        }
        List<Integer> whole = new ArrayList<>(sizes);
        assertThat(whole).hasSizeGreaterThan(20);
        assertThat(ffmpeg.isOpen()).isTrue();
        assertThat(stream().status().video()).isPresent();
    }

    @Test
    void aPublisherThatStopsIsAnsweredAndTheStreamWaits() {
        PeerChannel ffmpeg = peer(open).say(FFMPEG);

        assertThat(ffmpeg.commands()).contains("onFCUnpublish NetStream.Unpublish.Success");
        assertThat(stream().status().state()).isEqualTo(StreamStatus.State.INTERRUPTED);
        assertThat(counters.publishersNow()).isZero();
    }

    @Test
    void rtmpdumpPlaysWhatFfmpegPublishes() {
        PeerChannel ffmpeg = peer(open).say(publishing());
        int playTo = indexOf(RTMPDUMP, "deleteStream") - 15;
        PeerChannel rtmpdump = peer(open).say(Arrays.copyOf(RTMPDUMP, playTo));
        ffmpeg.runPendingTasks();
        rtmpdump.pass(25);

        assertThat(rtmpdump.commands()).endsWith("onStatus NetStream.Play.Reset", "onStatus NetStream.Play.Start");
        assertThat(rtmpdump.count(m -> m instanceof RtmpMessage.Video)).isGreaterThanOrEqualTo(2);
        assertThat(rtmpdump.count(m -> m instanceof RtmpMessage.Audio)).isGreaterThanOrEqualTo(2);
        assertThat(rtmpdump.count(m -> m instanceof RtmpMessage.Data)).isEqualTo(2); // sample access, onMetaData
    }

    @Test
    void aPlayerHearsThatTheStreamEnds() {
        PeerChannel ffmpeg = peer(open).say(publishing());
        PeerChannel player = connected(open)
                .say(command("createStream", 2, AmfValue.NULL))
                .say(command("play", 0, AmfValue.NULL, AmfValue.of("capture")));
        ffmpeg.runPendingTasks();
        player.pass(25);
        streams.close();
        player.pass(25);

        assertThat(player.commands())
                .endsWith("onStatus NetStream.Play.UnpublishNotify", "onStatus NetStream.Play.Stop");
        assertThat(player.isOpen()).isFalse();
        assertThat(lastWords()).anyMatch(line -> line.endsWith("the stream it played has ended"));
    }

    @Test
    void aPlayerIsNotToldOfAnEndWhileThePublisherMayReturn() {
        PeerChannel ffmpeg = peer(open).say(publishing());
        PeerChannel player = connected(open)
                .say(command("createStream", 2, AmfValue.NULL))
                .say(command("play", 0, AmfValue.NULL, AmfValue.of("capture")));
        ffmpeg.runPendingTasks();
        player.pass(25);
        ffmpeg.close();
        ffmpeg.runPendingTasks();
        player.pass(25);

        assertThat(stream().status().state()).isEqualTo(StreamStatus.State.INTERRUPTED);
        assertThat(player.commands()).endsWith("onStatus NetStream.Play.Start");
        assertThat(player.count(m -> m instanceof RtmpMessage.UserControl control
                        && control.eventType() == RtmpMessage.UserControl.STREAM_DRY))
                .isEqualTo(1);
        assertThat(player.isOpen()).isTrue();
    }

    @Test
    void playingWhatIsNotThereIsSaidAndTheConnectionStays() {
        PeerChannel player = connected(open).say(command("play", 0, AmfValue.NULL, AmfValue.of("../../etc")));

        assertThat(player.commands()).endsWith("onStatus NetStream.Play.StreamNotFound");
        assertThat(player.isOpen()).isTrue();
    }

    @Test
    void aWrongKeyIsRefusedInWordsWithoutRepeatingIt() {
        PeerChannel publisher = connected(withKeys)
                .say(command("publish", 0, AmfValue.NULL, AmfValue.of("rsk_wrongwrongwrong"), AmfValue.of("live")));

        assertThat(publisher.commands()).endsWith("onStatus NetStream.Publish.Denied");
        assertThat(publisher.isOpen()).isFalse();
        assertThat(log.list.toString()).doesNotContain("rsk_wrongwrongwrong");
        assertThat(lastWords()).hasSize(1).first().asString().endsWith("may not publish: UNKNOWN_KEY");
    }

    @Test
    void aPublisherIsAnsweredAlsoWhenTheServerCannotDecide() {
        PublishAuthorizer broken = new PublishAuthorizer(keys, false, () -> {
            throw new IllegalStateException("no clock");
        });
        PeerChannel publisher = connected(shared(broken))
                .say(command("publish", 0, AmfValue.NULL, AmfValue.of("rsk_wrongwrongwrong"), AmfValue.of("live")));

        assertThat(publisher.commands()).endsWith("onStatus NetStream.Publish.Denied");
        assertThat(publisher.isOpen()).isFalse();
    }

    @Test
    void aKeyPublishesItsStreamAndIsNeverLogged() throws IOException {
        Secret key = keys.add(new StreamName("lesson")).orElseThrow();
        PeerChannel publisher = connected(withKeys)
                .say(command("publish", 0, AmfValue.NULL, AmfValue.of(key.reveal() + "?hello=1"), AmfValue.of("live")));

        assertThat(publisher.commands()).endsWith("onStatus NetStream.Publish.Start");
        assertThat(streams.find(new StreamName("lesson"))).isPresent();
        assertThat(publisher.heard().toString()).doesNotContain(key.reveal());
        assertThat(log.list.toString()).doesNotContain(key.reveal());
    }

    private PeerChannel publishesWith(Secret key) {
        return connected(withKeys)
                .say(command("publish", 0, AmfValue.NULL, AmfValue.of(key.reveal()), AmfValue.of("live")));
    }

    @Test
    void whoPublishesWithAKeyThatIsRevokedIsEndedAndTheOthersGoOn() throws IOException {
        StreamName lesson = new StreamName("lesson");
        PeerChannel publisher = publishesWith(keys.add(lesson).orElseThrow());
        PeerChannel other = publishesWith(keys.add(new StreamName("other")).orElseThrow());
        PeerChannel withoutKey = peer(open).say(publishing());
        streams.endRevoked(keys.valid());
        assertThat(publisher.commands()).endsWith("onStatus NetStream.Publish.Start");

        keys.revoke(lesson);
        streams.endRevoked(keys.valid());
        peers.forEach(PeerChannel::runPendingTasks);

        assertThat(publisher.commands()).endsWith("onStatus NetStream.Publish.Rejected");
        assertThat(publisher.isOpen()).isFalse();
        assertThat(lastWords()).hasSize(1).first().asString().endsWith("Its stream key has been revoked.");
        assertThat(other.isOpen()).isTrue();
        assertThat(withoutKey.isOpen()).isTrue();
    }

    @Test
    void whoBringsTheNewKeyOfAStreamTakesOverFromTheOldOneAtOnce() throws IOException {
        StreamName lesson = new StreamName("lesson");
        PeerChannel old = publishesWith(keys.add(lesson).orElseThrow());
        keys.revoke(lesson);

        PeerChannel newcomer = publishesWith(keys.add(lesson).orElseThrow());
        peers.forEach(PeerChannel::runPendingTasks);

        assertThat(newcomer.commands()).endsWith("onStatus NetStream.Publish.Start");
        assertThat(old.commands()).endsWith("onStatus NetStream.Unpublish.Success");
        assertThat(old.isOpen()).isFalse();
    }

    @Test
    void aSecondPublisherGetsBadName() {
        peer(open).say(publishing());
        PeerChannel second = peer(open).say(publishing());
        peers.getFirst().runPendingTasks();

        assertThat(second.commands()).endsWith("onStatus NetStream.Publish.BadName");
        assertThat(second.isOpen()).isFalse();
        assertThat(peers.getFirst().isOpen()).isTrue();
        assertThat(stream().status().state()).isEqualTo(StreamStatus.State.LIVE);
    }

    @Test
    void anUnknownCommandIsAnErrorAndNoReasonToClose() {
        PeerChannel peer = connected(open).say(command("inventedHere", 7, AmfValue.NULL));

        assertThat(peer.commands()).endsWith("_error NetConnection.Call.Failed");
        assertThat(peer.isOpen()).isTrue();
    }

    @Test
    void commandsBeforeConnectAreErrors() {
        PeerChannel peer = peer(open).say(handshake()).say(command("createStream", 1, AmfValue.NULL));

        assertThat(peer.commands()).containsExactly("_error NetConnection.Call.Failed");
    }

    @Test
    void anotherApplicationIsRefused() {
        PeerChannel peer = peer(open)
                .say(handshake())
                .say(command(
                        "connect",
                        1,
                        AmfValue.properties().put("app", "../../x").object()));

        assertThat(peer.commands()).containsExactly("_error NetConnection.Connect.InvalidApp");
        assertThat(peer.isOpen()).isFalse();
    }

    @Test
    void halfAHandshakeIsClosedAfterFiveSeconds() {
        PeerChannel peer = peer(open).say(Arrays.copyOf(FFMPEG, 700));
        peer.pass(4_900);
        assertThat(peer.isOpen()).isTrue();
        peer.pass(100);
        assertThat(peer.isOpen()).isFalse();
        assertThat(lastWords()).hasSize(1).first().asString().endsWith("no handshake within 5 s");
        assertThat(counters.timeoutsTotal()).isEqualTo(1);
    }

    @Test
    void whoNeitherPublishesNorPlaysIsClosedAfterTwentySeconds() {
        PeerChannel peer = connected(open);
        peer.pass(20_000);
        assertThat(peer.isOpen()).isFalse();
        assertThat(lastWords()).first().asString().endsWith("neither published nor played within 20 s");
    }

    @Test
    void aSilentPublisherIsPingedAndThenClosed() {
        PeerChannel peer = peer(open).say(publishing());
        peer.pass(15_000);
        assertThat(peer.count(m -> m instanceof RtmpMessage.UserControl control
                        && control.eventType() == RtmpMessage.UserControl.PING_REQUEST))
                .isEqualTo(1);
        peer.pass(15_100);
        peer.pass(15_000);
        assertThat(peer.isOpen()).isFalse();
        assertThat(lastWords()).first().asString().endsWith("sent nothing for 30 s");
        assertThat(stream().status().state()).isEqualTo(StreamStatus.State.INTERRUPTED);
    }

    @Test
    void aPingIsAnswered() {
        ByteBuf ping = Unpooled.buffer();
        new RtmpChunkEncoder().encode(RtmpMessage.UserControl.pingRequest(1234), ping);
        PeerChannel peer = connected(open).say(ByteBufUtil.getBytes(ping));

        assertThat(peer.heard()).contains(new RtmpMessage.UserControl(RtmpMessage.UserControl.PING_RESPONSE, 1234, 0));
    }

    @Test
    void aMessageOf16MegabytesClosesThatConnectionOnly() {
        peer(open).say(publishing());
        // type 0, chunk stream 6, time 0, length 0xFFFFFF, video, message stream 1: RTMP 1.0 §5.3.1.2.1
        PeerChannel attacker =
                connected(open).say(HexFormat.of().parseHex("06" + "000000" + "ffffff" + "09" + "01000000"));

        assertThat(attacker.isOpen()).isFalse();
        assertThat(lastWords()).first().asString().contains("broke the protocol: message length: 16777215 bytes");
        assertThat(counters.protocolErrorsTotal()).isEqualTo(1);
        assertThat(peers.getFirst().isOpen()).isTrue();
    }

    @Test
    void garbageClosesTheConnectionWithOneLineAndNoStack() {
        byte[] garbage = new byte[4_096];
        new Random(1).nextBytes(garbage);
        PeerChannel attacker = connected(open).say(garbage);
        attacker.pass(20_000);

        assertThat(attacker.isOpen()).isFalse();
        assertThat(lastWords()).hasSize(1);
        assertThat(log.list).noneMatch(event -> event.getThrowableProxy() != null);
    }

    @Test
    void anotherVersionThanThreeIsRefusedAtItsFirstByte() {
        PeerChannel peer = peer(open).say(new byte[] {6});
        assertThat(peer.isOpen()).isFalse();
        assertThat(lastWords()).first().asString().contains("version: 6 (expected: 3)");
    }
}
