package io.rostrum.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.live.LiveCounters.Dropped;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What those get who watch a stream, and when.
@ExtendWith(LeakGuard.class)
class LiveViewersTest {
    private final OneStream one = new OneStream();
    private final OneStream.TestPublisher publisher = one.publisher;

    @AfterEach
    void close() {
        one.close();
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

    @Test
    void whoJoinsGetsHeadersTheNewestGroupAndThenWhatIsLive() {
        publisher.publish();
        publisher.sendHeaders();
        publisher.send(Messages.keyFrame(0));
        publisher.send(Messages.keyFrame(40));
        publisher.send(Messages.sound(50));
        publisher.send(Messages.interFrame(80));

        Watcher watcher = one.watch();
        assertThat(watcher.got()).isEqualTo("<mVAKap");

        publisher.send(Messages.interFrame(120));
        publisher.send(Messages.keyFrame(160));
        watcher.runPendingTasks();
        assertThat(watcher.got()).isEqualTo("pK");
    }

    @Test
    void whoJoinsIsServedAtOnceHoweverLongTheOthersGather() {
        publisher.publish();
        publisher.sendHeaders();
        publisher.send(Messages.keyFrame(0));
        one.stream().flushProfile(FlushProfile.NORMAL);
        Watcher first = one.watch();
        for (int i = 1; i <= 30; i++) {
            publisher.send(Messages.interFrame(i * 33L));
        }
        Watcher second = one.join(Watcher.LETTERS);
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
        Watcher watcher = one.watch();
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
        Watcher watcher = one.watch();
        one.stream().flushProfile(FlushProfile.NORMAL);
        assertThat(flushes(watcher, 33, 120)).isEqualTo(120 / 4);
        one.stream().flushProfile(FlushProfile.LOW_LATENCY);
        assertThat(flushes(watcher, 151 * 33, 120)).isEqualTo(120 / 2);
        assertThat(one.stream().flushProfile()).isEqualTo(FlushProfile.LOW_LATENCY);
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
        Watcher watcher = one.watch();
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
        Watcher early = one.watch();
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
        Watcher watcher = one.watch();
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
        Watcher slow = one.watch();
        Watcher good = one.watch();
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
        assertThat(one.counters.dropped(Dropped.SLOW_VIEWER)).isBetween(40L, 50L);

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
        Watcher slow = one.watch();
        slow.stall(true);
        for (int i = 1; i <= 320 && slow.isOpen(); i++) {
            publisher.pass(100);
            publisher.send(Messages.keyFrame(i * 100L));
            slow.pass(100);
        }
        assertThat(slow.isOpen()).isFalse();
        assertThat(slow.told).containsExactly("took nothing for 30 s");
        assertThat(one.counters.stalledViewers()).isEqualTo(1);
        publisher.run();
        publisher.pass(1_000);
        assertThat(one.stream().status().viewers()).isZero();
        assertThat(one.counters.viewers("test")).isZero();
    }

    @Test
    void aPublisherFasterThanRealTimeCostsNoMoreMemoryThanAViewerMayTake() {
        publisher.publish();
        publisher.sendHeaders();
        publisher.send(Messages.keyFrame(0));
        Watcher slow = one.join(PAYLOAD);
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
        assertThat(one.stream().status().gop())
                .isLessThanOrEqualTo(LiveConfig.DEFAULT.gopCache().span());
        assertThat(one.counters.dropped(Dropped.SLOW_VIEWER)).isGreaterThan(2_500);
    }

    @Test
    void oneHandleOfAPacketGoesToALoopHoweverManyWatchThere() {
        publisher.publish();
        publisher.sendHeaders();
        MediaMessage key = Messages.keyFrame(0);
        publisher.send(key);
        int alone = key.payload().refCnt(); // the cache's
        Watcher watcher = one.watch();
        publisher.send(Messages.keyFrame(40));
        watcher.pass(25);
        assertThat(key.payload().refCnt()).isLessThan(alone + 1);
    }
}
