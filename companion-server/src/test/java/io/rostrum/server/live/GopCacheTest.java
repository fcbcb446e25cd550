package io.rostrum.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.server.LeakGuard;
import io.rostrum.server.live.LiveConfig.GopLimits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakGuard.class)
class GopCacheTest {
    private final GopCache cache = new GopCache(new GopLimits(10, 1_000, Duration.ofSeconds(5)));

    @AfterEach
    void close() {
        cache.close();
    }

    private void add(MediaMessage message) {
        try (message) {
            cache.add(message);
        }
    }

    private List<Long> times() {
        List<MediaMessage> snapshot = cache.snapshot();
        List<Long> times = snapshot.stream()
                .filter(MediaMessage::isFrame)
                .map(MediaMessage::timestampMillis)
                .toList();
        snapshot.forEach(MediaMessage::close);
        return times;
    }

    @Test
    void startsAtTheNewestKeyFrame() {
        add(Messages.interFrame(0));
        assertThat(times()).isEmpty();
        add(Messages.keyFrame(40));
        add(Messages.sound(50));
        add(Messages.interFrame(80));
        assertThat(times()).containsExactly(40L, 50L, 80L);
        add(Messages.keyFrame(120));
        assertThat(times()).containsExactly(120L);
    }

    @Test
    void aGroupOverALimitIsGivenUpUntilTheNextKeyFrame() {
        add(Messages.keyFrame(0));
        for (int i = 1; i <= 12; i++) {
            add(Messages.interFrame(i * 40L));
        }
        assertThat(times()).isEmpty();
        assertThat(cache.bytes()).isZero();
        add(Messages.keyFrame(1_000));
        assertThat(times()).containsExactly(1_000L);
    }

    @Test
    void isBoundedInTime() {
        add(Messages.keyFrame(0));
        add(Messages.interFrame(5_001));
        assertThat(times()).isEmpty();
    }

    @Test
    void soundAloneKeepsItsLastSecond() {
        for (int i = 0; i < 500; i++) {
            add(Messages.sound(i * 200L));
        }
        assertThat(times()).hasSizeLessThanOrEqualTo(6).endsWith(99_600L, 99_800L);
        assertThat(cache.bytes()).isEqualTo(4L * cache.frames());
    }

    @Test
    void headersComeFirstAndMetadataAtZero() {
        GopCache roomy = new GopCache(LiveConfig.DEFAULT.gopCache());
        for (MediaMessage message : Messages.of("avc-aac.flv")) {
            try (message) {
                roomy.add(message);
            }
        }
        List<MediaMessage> snapshot = roomy.snapshot();
        assertThat(snapshot)
                .extracting(MediaMessage::kind)
                .startsWith(MediaMessage.Kind.DATA, MediaMessage.Kind.VIDEO, MediaMessage.Kind.AUDIO);
        assertThat(snapshot.subList(0, 3)).allMatch(MediaMessage::sequenceHeader);
        assertThat(snapshot.getFirst().timestampMillis()).isZero();
        assertThat(snapshot.get(3).keyFrame()).isTrue();
        snapshot.forEach(MediaMessage::close);
        roomy.close();
    }
}
