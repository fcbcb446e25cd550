package io.rostrum.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.EventExecutor;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.auth.KeyId;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.live.LiveCounters.Dropped;
import io.rostrum.server.live.Publication.End;
import io.rostrum.server.live.StreamStatus.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakGuard.class)
class LiveStreamTest {
    private static final StreamName CAM = new StreamName("cam");

    private final LiveCounters counters = new LiveCounters();
    private final LocalStreams streams = new LocalStreams(LiveConfig.DEFAULT, counters);
    private final List<EmbeddedChannel> channels = new ArrayList<>();
    private final TestPublisher publisher = new TestPublisher("first", Optional.empty());

    @AfterEach
    void closeAll() {
        streams.close();
        channels.forEach(channel -> {
            channel.runPendingTasks();
            channel.finishAndReleaseAll();
        });
    }

    /// The bytes as they come.
    private static final Framing PAYLOAD = new Framing() {
        @Override
        public String protocol() {
            return "test";
        }

        @Override
        public void frame(MediaMessage message, List<ByteBuf> out) {
            out.add(message.payload().retainedDuplicate());
        }
    };

    /// A publisher on a loop of its own.
    private final class TestPublisher implements Publisher {
        private final EmbeddedChannel channel = new EmbeddedChannel();
        private final String label;
        private final Optional<Secret> token;
        private final List<String> told = new ArrayList<>();
        private @Nullable Publication publication;

        TestPublisher(String label, Optional<Secret> token) {
            this.label = label;
            this.token = token;
            channel.freezeTime();
            channels.add(channel);
        }

        void publish() {
            streams.publish(CAM, this);
            run();
        }

        void run() {
            publisher.channel.runPendingTasks();
            channel.runPendingTasks();
        }

        void pass(long millis) {
            channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            run();
        }

        void send(MediaMessage message) {
            Publication to = publication;
            if (to == null) {
                throw new AssertionError(label + " does not publish: " + told);
            }
            to.send(message.kind(), message.timestampMillis(), message.payload());
            run();
        }

        void sendHeaders() {
            for (MediaMessage message : Messages.of("avc-aac.flv")) {
                if (message.sequenceHeader()) {
                    send(message);
                } else {
                    message.close();
                }
            }
        }

        void end(End how) {
            Publication ending = publication;
            publication = null;
            if (ending != null) {
                ending.end(how);
            }
            run();
        }

        @Override
        public EventExecutor loop() {
            return channel.eventLoop();
        }

        @Override
        public String protocol() {
            return "test";
        }

        @Override
        public String label() {
            return label;
        }

        @Override
        public Optional<KeyId> key() {
            return Optional.empty();
        }

        @Override
        public Optional<Secret> deviceToken() {
            return token;
        }

        @Override
        public void accepted(Publication granted) {
            publication = granted;
            told.add("accepted");
        }

        @Override
        public void refused(String why) {
            told.add("refused: " + why);
        }

        @Override
        public void replaced(String why) {
            publication = null;
            told.add("replaced: " + why);
        }

        @Override
        public void rejected(String why) {
            publication = null;
            told.add("rejected: " + why);
        }

        @Override
        public void warned(StreamWarning warning) {
            told.add(warning.code());
        }
    }

    private Watcher watch() {
        Watcher watcher = new Watcher();
        channels.add(watcher);
        stream().join(watcher, Watcher.LETTERS, watcher);
        publisher.run();
        watcher.pass(25);
        return watcher;
    }

    private LiveStream stream() {
        return streams.find(CAM).orElseThrow();
    }

    @Test
    void whoJoinsGetsHeadersTheNewestGroupAndThenWhatIsLive() {
        publisher.publish();
        publisher.sendHeaders();
        publisher.send(Messages.keyFrame(0));
        publisher.send(Messages.keyFrame(40));
        publisher.send(Messages.sound(50));
        publisher.send(Messages.interFrame(80));

        Watcher watcher = watch();
        assertThat(watcher.got()).isEqualTo("<mVAKap");

        publisher.send(Messages.interFrame(120));
        publisher.send(Messages.keyFrame(160));
        watcher.runPendingTasks();
        assertThat(watcher.got()).isEqualTo("pK");
    }

    /// AudioSpecificConfig of AAC-LC in stereo at 48 kHz, or at 44.1 kHz (ISO 14496-3 §1.6.2.1).
    private static MediaMessage soundHeader(boolean fast) {
        return MediaMessage.of(MediaMessage.Kind.AUDIO, 0, Messages.hex(fast ? "af 00 1190" : "af 00 1210"));
    }

    @Test
    void aHeaderThatSaysNothingNewIsNotPassedOn() {
        publisher.publish();
        publisher.sendHeaders();
        publisher.send(Messages.keyFrame(0));
        Watcher watcher = watch();
        assertThat(watcher.got()).isEqualTo("<mVAK");

        publisher.sendHeaders();
        publisher.send(Messages.interFrame(40));
        watcher.pass(25);
        assertThat(watcher.got()).isEqualTo("p");
    }

    @Test
    void aPublisherThatMakesViewersBeginAnewOverAndOverIsEnded() {
        publisher.publish();
        publisher.sendHeaders();
        publisher.send(Messages.keyFrame(0));
        Watcher watcher = watch();
        assertThat(watcher.got()).isEqualTo("<mVAK");

        for (int i = 0; i < 1_000 && publisher.publication != null; i++) {
            publisher.send(soundHeader(i % 2 == 0));
        }

        watcher.pass(25);
        assertThat(watcher.got()).hasSize(HeaderLimit.BURST).matches("A+");
        assertThat(publisher.told).last().asString().startsWith("rejected: sequence headers: another one too often");
    }

    @Test
    void aPublisherMayChangeItsHeaderNowAndThenForEver() {
        publisher.publish();
        publisher.sendHeaders();
        for (int i = 0; i < 200; i++) {
            publisher.pass(HeaderLimit.EVERY_NANOS / 1_000_000);
            publisher.send(soundHeader(i % 2 == 0));
        }

        assertThat(publisher.told).noneMatch(said -> said.startsWith("rejected"));
    }

    @Test
    void whoJoinsIsServedAtOnceHoweverLongTheOthersGather() {
        publisher.publish();
        publisher.sendHeaders();
        publisher.send(Messages.keyFrame(0));
        stream().flushProfile(FlushProfile.NORMAL);
        Watcher first = watch();
        for (int i = 1; i <= 30; i++) {
            publisher.send(Messages.interFrame(i * 33L));
        }
        Watcher second = new Watcher();
        channels.add(second);
        stream().join(second, Watcher.LETTERS, second);
        publisher.run();
        second.runPendingTasks();
        first.runPendingTasks();

        assertThat(second.got()).isEqualTo("<mVAK" + "p".repeat(30));
        assertThat(first.got()).startsWith("<mVAKp").hasSizeLessThan("<mVAK".length() + 30);
    }

    @Test
    void whoJoinsWhereTheGroupOfPicturesIsTooLongToBeKeptWaitsForTheNext() {
        publisher.publish();
        publisher.sendHeaders();
        publisher.send(Messages.keyFrame(0));
        for (int i = 1; i <= 310; i++) { // half a minute without a key frame
            publisher.send(Messages.interFrame(100L * i));
        }
        Watcher watcher = watch();
        assertThat(watcher.got()).isEqualTo("<mVA");

        publisher.send(Messages.interFrame(31_100));
        publisher.send(Messages.sound(31_100));
        publisher.send(Messages.keyFrame(31_200));
        publisher.send(Messages.interFrame(31_300));
        publisher.pass(200);
        watcher.runPendingTasks();

        assertThat(watcher.got()).isEqualTo("aKp");
    }

    @Test
    void theProfileIsChangedWhileLive() {
        publisher.publish();
        publisher.sendHeaders();
        publisher.send(Messages.keyFrame(0));
        Watcher watcher = watch();
        stream().flushProfile(FlushProfile.NORMAL);
        assertThat(flushes(watcher, 33, 120)).isEqualTo(120 / 4);
        stream().flushProfile(FlushProfile.LOW_LATENCY);
        assertThat(flushes(watcher, 151 * 33, 120)).isEqualTo(120 / 2);
        assertThat(stream().flushProfile()).isEqualTo(FlushProfile.LOW_LATENCY);
    }

    /// {@return how many times a viewer is written to while so many pictures come, 33 ms apart; the first 30 are not
    /// counted for they tell how often pictures come}
    private int flushes(Watcher watcher, long fromMillis, int pictures) {
        int flushes = 0;
        for (int i = -30; i < pictures; i++) {
            publisher.send(Messages.interFrame(fromMillis + 33L * (i + 30)));
            watcher.runPendingTasks();
            flushes += watcher.got().isEmpty() || i < 0 ? 0 : 1;
        }
        return flushes;
    }

    @Test
    void soundAloneIsGatheredNoLongerThanTheProfileAllows() {
        publisher.publish();
        publisher.sendHeaders();
        publisher.send(Messages.keyFrame(0));
        Watcher watcher = watch();
        watcher.got();
        publisher.send(Messages.sound(10));
        publisher.pass(44);
        watcher.runPendingTasks();
        assertThat(watcher.got()).isEmpty();
        publisher.pass(1);
        watcher.runPendingTasks();
        assertThat(watcher.got()).isEqualTo("a");
    }

    @Test
    void whoJoinsBeforeTheFirstFrameWaitsUntilTheTracksAreKnown() {
        publisher.publish();
        Watcher early = watch();
        assertThat(early.got()).isEmpty();
        publisher.sendHeaders();
        publisher.send(Messages.keyFrame(0));
        early.pass(25);
        assertThat(early.got()).isEqualTo("<mVAK");
    }

    @Test
    void aStreamWithOneTrackStartsAfterASecond() {
        publisher.publish();
        for (MediaMessage message : Messages.of("aac-mono-44100.flv")) {
            publisher.send(message);
        }
        Watcher watcher = watch();
        assertThat(watcher.got()).isEmpty();
        publisher.pass(1_000);
        watcher.pass(25);
        assertThat(watcher.got()).startsWith("<mAaaa").doesNotContain("V");
    }

    @Test
    void aStalledViewerLosesPicturesUpToAKeyFrameAndTheOthersNoticeNothing() {
        publisher.publish();
        publisher.sendHeaders();
        publisher.send(Messages.keyFrame(0));
        Watcher slow = watch();
        Watcher good = watch();
        slow.got();
        good.got();
        slow.stall(true);

        long millis = 0;
        StringBuilder goodGot = new StringBuilder();
        for (int i = 0; i < 150; i++) { // 15 s of media: more than the ten that may wait
            millis += 100;
            publisher.pass(100);
            publisher.send(Messages.interFrame(millis));
            slow.pass(100);
            good.pass(100);
            goodGot.append(good.got());
        }
        assertThat(goodGot.toString()).isEqualTo("p".repeat(150));
        assertThat(counters.dropped(Dropped.SLOW_VIEWER)).isBetween(40L, 50L);

        slow.stall(false);
        assertThat(slow.got()).matches("p{100,110}");
        publisher.send(Messages.interFrame(millis + 40));
        slow.pass(25);
        assertThat(slow.got()).isEmpty(); // it could not be decoded
        publisher.send(Messages.keyFrame(millis + 80));
        publisher.send(Messages.interFrame(millis + 120));
        slow.pass(25);
        assertThat(slow.got()).isEqualTo("Kp");
    }

    @Test
    void aViewerThatTakesNothingIsClosedAfterThirtySeconds() {
        publisher.publish();
        publisher.sendHeaders();
        publisher.send(Messages.keyFrame(0));
        Watcher slow = watch();
        slow.stall(true);
        for (int i = 1; i <= 320 && slow.isOpen(); i++) {
            publisher.pass(100);
            publisher.send(Messages.keyFrame(i * 100L));
            slow.pass(100);
        }
        assertThat(slow.isOpen()).isFalse();
        assertThat(slow.told).containsExactly("took nothing for 30 s");
        assertThat(counters.stalledViewers()).isEqualTo(1);
        publisher.run();
        publisher.pass(1_000);
        assertThat(stream().status().viewers()).isZero();
        assertThat(counters.viewers("test")).isZero();
    }

    @Test
    void aPublisherFasterThanRealTimeCostsNoMoreMemoryThanAViewerMayTake() {
        publisher.publish();
        publisher.sendHeaders();
        publisher.send(Messages.keyFrame(0));
        Watcher slow = new Watcher();
        channels.add(slow);
        stream().join(slow, PAYLOAD, slow);
        publisher.run();
        slow.pass(25);
        slow.stall(true);
        ByteBuf picture = Messages.hex("27 01 000000 00000001 41 " + "00".repeat(30_000));
        for (int i = 1; i <= 3_000; i++) { // 90 MB, 100 s, at once
            publisher.send(MediaMessage.of(MediaMessage.Kind.VIDEO, 33L * i, picture.retainedDuplicate()));
            slow.runPendingTasks();
        }
        picture.release();

        assertThat(slow.unsafe().outboundBuffer().totalPendingWriteBytes()).isBetween(8L << 20, 9L << 20);
        publisher.pass(1_000);
        assertThat(stream().status().gop())
                .isLessThanOrEqualTo(LiveConfig.DEFAULT.gopCache().span());
        assertThat(counters.dropped(Dropped.SLOW_VIEWER)).isGreaterThan(2_500);
    }

    @Test
    void aPublisherWhoReturnsGoesOnWhereItStoodForTheSameViewers() {
        publisher.publish();
        publisher.sendHeaders();
        publisher.send(Messages.keyFrame(0));
        publisher.send(Messages.interFrame(40));
        Watcher watcher = watch();
        List<Long> times = new ArrayList<>();
        stream().addListener(message -> times.add(message.timestampMillis()));
        watcher.got();
        times.clear();

        publisher.end(End.LOST);
        watcher.pass(25);
        assertThat(watcher.told).containsExactly("interrupted");
        assertThat(stream().status().state()).isEqualTo(State.INTERRUPTED);
        publisher.pass(29_000);

        TestPublisher back = new TestPublisher("back", Optional.empty());
        back.publish();
        back.sendHeaders();
        back.send(Messages.keyFrame(0));
        back.send(Messages.interFrame(40));
        watcher.pass(25);

        assertThat(watcher.got()).isEqualTo("mVAKp");
        assertThat(watcher.told).containsExactly("interrupted", "resumed");
        assertThat(times).containsExactly(40L, 40L, 40L, 73L, 113L);
        assertThat(stream().status().state()).isEqualTo(State.LIVE);
    }

    @Test
    void aStreamWhosePublisherDoesNotReturnEnds() {
        publisher.publish();
        publisher.sendHeaders();
        publisher.send(Messages.keyFrame(0));
        Watcher watcher = watch();
        publisher.end(End.LOST);
        publisher.pass(30_000);
        watcher.pass(25);

        assertThat(watcher.told).containsExactly("interrupted", "ended");
        assertThat(streams.find(CAM)).isEmpty();
    }

    @Test
    void aPublisherWhoStopsIsWaitedForLess() {
        publisher.publish();
        publisher.end(End.STOPPED);
        publisher.pass(4_900);
        assertThat(streams.find(CAM)).isPresent();
        publisher.pass(100);
        assertThat(streams.find(CAM)).isEmpty();
    }

    @Test
    void aSecondPublisherIsRefusedWhileTheFirstSends() {
        publisher.publish();
        publisher.sendHeaders();
        TestPublisher second = new TestPublisher("second", Optional.empty());
        second.publish();

        assertThat(second.told).containsExactly("refused: This stream is being published already.");
        assertThat(publisher.told).containsExactly("accepted");
        publisher.send(Messages.keyFrame(0));
        assertThat(watch().got()).isEqualTo("<mVAK");
    }

    @Test
    void aSilentPublisherIsReplaced() {
        publisher.publish();
        publisher.sendHeaders();
        publisher.pass(1_001);
        TestPublisher second = new TestPublisher("second", Optional.empty());
        second.publish();

        assertThat(second.told).containsExactly("accepted");
        assertThat(publisher.told)
                .containsExactly("accepted", "replaced: Another publisher took over: it had sent nothing for a while.");
    }

    @Test
    void aPublisherThatSendsNothingIsShownAsInterruptedUntilItSendsAgain() {
        publisher.publish();
        publisher.sendHeaders();
        publisher.send(Messages.keyFrame(0));
        publisher.pass(2_000);
        assertThat(stream().status().state()).isEqualTo(State.LIVE);
        publisher.pass(1_000);
        publisher.pass(1_000);
        assertThat(stream().status().state()).isEqualTo(State.INTERRUPTED);

        publisher.send(Messages.keyFrame(4_000));

        assertThat(stream().status().state()).isEqualTo(State.LIVE);
        assertThat(publisher.told).containsExactly("accepted");
    }

    @Test
    void theSameDeviceReplacesItselfAtOnceAndAnotherDoesNot() {
        TestPublisher device = new TestPublisher("device", Optional.of(new Secret("t1")));
        TestPublisher other = new TestPublisher("other", Optional.of(new Secret("t2")));
        TestPublisher again = new TestPublisher("again", Optional.of(new Secret("t1")));
        device.publish();
        other.publish();
        assertThat(other.told).hasSize(1).first().asString().startsWith("refused");
        streams.publish(CAM, again);
        device.run();
        again.run();
        device.run();
        assertThat(again.told).containsExactly("accepted");
        assertThat(device.told).last().asString().startsWith("replaced");
    }

    @Test
    void aCodecThatNoViewerPlaysIsRejectedByName() {
        publisher.publish();
        for (MediaMessage message : Messages.of("sorenson-mp3.flv")) {
            if (publisher.publication == null) {
                message.close();
            } else {
                publisher.send(message);
            }
        }
        assertThat(publisher.told).containsExactly("accepted", "rejected: audio codec: MP3 (expected: AAC or Opus)");
    }

    @Test
    void theStatusSaysWhatTheStreamIs() {
        publisher.publish();
        for (MediaMessage message : Messages.of("avc-aac.flv")) {
            publisher.send(message);
        }
        publisher.pass(1_000);

        StreamStatus status = stream().status();
        assertThat(status.video()).hasValue(new StreamStatus.Video("avc1.640009", 128, 96));
        assertThat(status.audio()).hasValue(new StreamStatus.Audio("mp4a.40.2", 48_000, 2));
        assertThat(status.bitsPerSecond()).isBetween(80_000L, 110_000L); // 13 kB in this second
        assertThat(status.warnings()).extracting(StreamWarning::name).containsExactly("BFrames");
        assertThat(publisher.told).containsExactly("accepted", "Rostrum.Stream.BFrames");
    }

    @Test
    void metadataIsMadeWhereThePublisherSendsNone() {
        publisher.publish();
        for (MediaMessage message : Messages.of("avc-aac.flv")) {
            if (message.kind() == MediaMessage.Kind.DATA) {
                message.close();
            } else {
                publisher.send(message);
            }
        }
        assertThat(watch().got()).startsWith("<mVAK");
    }

    @Test
    void aListenerThatFailsIsTakenOffAndNobodyElseNotices() {
        publisher.publish();
        publisher.sendHeaders();
        List<MediaMessage.Kind> seen = new ArrayList<>();
        stream().addListener(_ -> {
            throw new IllegalStateException("on purpose");
        });
        stream().addListener(message -> seen.add(message.kind()));
        publisher.send(Messages.keyFrame(0));
        publisher.send(Messages.keyFrame(40));
        assertThat(seen).endsWith(MediaMessage.Kind.VIDEO, MediaMessage.Kind.VIDEO);
        assertThat(watch().got()).isEqualTo("<mVAK");
    }

    @Test
    void oneHandleOfAPacketGoesToALoopHoweverManyWatchThere() {
        publisher.publish();
        publisher.sendHeaders();
        MediaMessage key = Messages.keyFrame(0);
        publisher.send(key);
        int alone = key.payload().refCnt(); // the cache's
        Watcher watcher = watch();
        publisher.send(Messages.keyFrame(40));
        watcher.pass(25);
        assertThat(key.payload().refCnt()).isLessThan(alone + 1);
    }
}
