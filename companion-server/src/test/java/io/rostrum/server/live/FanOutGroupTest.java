package io.rostrum.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.live.LiveCounters.Dropped;
import io.rostrum.server.live.MediaMessage.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// One loop with several viewers, some of which fail.
@ExtendWith(LeakGuard.class)
class FanOutGroupTest {
    /// Letters, like the tests' own framing, for viewers of another protocol; fails when told to.
    private static final class Failing implements Framing {
        private boolean fails;

        @Override
        public String protocol() {
            return "failing";
        }

        @Override
        public void frame(MediaMessage message, List<ByteBuf> out) {
            Watcher.LETTERS.frame(message, out);
            if (fails) {
                throw new IllegalStateException("on purpose");
            }
        }
    }

    private final LiveCounters counters = new LiveCounters();
    private final Failing failing = new Failing();
    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final FanOutGroup group = group();
    private final List<Watcher> watchers = new ArrayList<>();

    private FanOutGroup group() {
        loop.freezeTime();
        return new FanOutGroup(loop.eventLoop(), counters);
    }

    @AfterEach
    void close() {
        group.close();
        pass();
        watchers.forEach(EmbeddedChannel::finishAndReleaseAll);
        loop.finishAndReleaseAll();
    }

    private Watcher join(Framing framing) {
        Watcher watcher = new Watcher();
        watchers.add(watcher);
        var viewer = new Viewer(watcher, framing, LiveConfig.DEFAULT.viewer(), counters, watcher);
        group.join(new Newcomer(viewer, List.of(), 0, true, true));
        loop.runPendingTasks();
        watcher.got();
        return watcher;
    }

    private void pass() {
        group.flush(FlushPacer.ALL);
        loop.runPendingTasks();
    }

    private void send(MediaMessage message) {
        try (message) {
            group.media(message);
        }
    }

    @Test
    void aViewerThatFailsIsClosedAndTheOthersGoOn() {
        Watcher bad = join(Watcher.LETTERS);
        Watcher good = join(Watcher.LETTERS);
        bad.breakDown();

        send(Messages.keyFrame(0));
        pass();
        send(Messages.interFrame(40));
        pass();

        assertThat(good.got()).isEqualTo("Kp");
        assertThat(bad.isOpen()).isFalse();
        assertThat(counters.failedViewers()).isEqualTo(1);
    }

    @Test
    void whatAViewerIsToldMayFailToo() {
        Watcher good = join(Watcher.LETTERS);

        group.tell(_ -> {
            throw new IllegalStateException("on purpose");
        });
        pass();
        Watcher later = join(Watcher.LETTERS);
        send(Messages.keyFrame(0));
        pass();

        assertThat(good.isOpen()).isFalse();
        assertThat(later.got()).isEqualTo("K");
    }

    @Test
    void aProtocolThatFailsCostsOnlyItsViewersThePicturesUpToTheNextKeyFrame() {
        Watcher other = join(failing);
        Watcher good = join(Watcher.LETTERS);
        failing.fails = true;
        send(Messages.keyFrame(0));
        pass();
        failing.fails = false;

        send(Messages.interFrame(40));
        send(Messages.keyFrame(80));
        send(Messages.interFrame(120));
        pass();

        assertThat(good.got()).isEqualTo("KpKp");
        assertThat(other.got()).isEqualTo("Kp");
        assertThat(other.isOpen()).isTrue();
    }

    @Test
    void whoJoinsBetweenTwoFlushesGetsNothingTwiceAndDisturbsNobody() {
        Watcher first = join(Watcher.LETTERS);
        send(Messages.keyFrame(0)); // in the snapshot of who joins now
        Watcher second = join(Watcher.LETTERS);
        assertThat(first.got()).isEmpty();
        send(Messages.interFrame(33));
        pass();

        assertThat(first.got()).isEqualTo("Kp");
        assertThat(second.got()).isEqualTo("p");
    }

    @Test
    void manyViewersAreSpreadAndEachGetsEverythingInItsTurn() {
        List<Watcher> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            all.add(join(Watcher.LETTERS));
        }
        send(Messages.keyFrame(0));
        for (int cohort = 0; cohort < FlushPacer.COHORTS; cohort++) {
            group.flush(1 << cohort);
            loop.runPendingTasks();
            send(Messages.interFrame(33L * (cohort + 1)));
            assertThat(all)
                    .filteredOn(watcher -> !watcher.outboundMessages().isEmpty())
                    .hasSize(100 * (cohort + 1));
        }
        pass();

        assertThat(all).allSatisfy(watcher -> assertThat(watcher.got()).isEqualTo("Kpppp"));
    }

    @Test
    void howeverManyJoinTogetherEachGetsTheWholeGroupOfPictures() {
        for (int i = 0; i < 20; i++) {
            assertThat(joinWith(1, Messages.keyFrame(0), Messages.interFrame(40)))
                    .isEqualTo("<Kp");
        }
        send(Messages.keyFrame(80));
        assertThat(joinWith(2, Messages.keyFrame(80))).isEqualTo("<K");
    }

    private String joinWith(long generation, MediaMessage... snapshot) {
        Watcher watcher = new Watcher();
        watchers.add(watcher);
        var viewer = new Viewer(watcher, Watcher.LETTERS, LiveConfig.DEFAULT.viewer(), counters, watcher);
        group.join(new Newcomer(viewer, List.of(snapshot), generation, true, true));
        loop.runPendingTasks();
        return watcher.got();
    }

    @Test
    void whatEveryViewerHasGotIsReleased() {
        join(Watcher.LETTERS);
        MediaMessage key = Messages.keyFrame(0);
        group.media(key);
        assertThat(key.payload().refCnt()).isEqualTo(2);
        pass();
        assertThat(key.payload().refCnt()).isEqualTo(1);
        key.close();
    }

    @Test
    void dataThatNoDecoderNeedsIsDroppedWhereTheLoopIsTooBusy() {
        Watcher watcher = join(Watcher.LETTERS);
        for (int i = 0; i < 10; i++) { // 40 MiB, more than may wait
            send(MediaMessage.of(Kind.DATA, i, loop.alloc().buffer(4 << 20).writeZero(4 << 20)));
        }
        pass();

        assertThat(watcher.got()).isEqualTo("m".repeat(8));
        assertThat(counters.dropped(Dropped.BUSY_LOOP)).isEqualTo(2);
    }
}
