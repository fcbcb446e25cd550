package io.rostrum.server.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.push.flv.FlvTag;
import io.rostrum.push.flv.FlvTagType;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.live.MediaMessage;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What streams hold in memory, each and together.
@ExtendWith(LeakGuard.class)
class HlsMemoryTest {
    private final FedStream fed = new FedStream();

    @AfterEach
    void forget() {
        fed.close();
    }

    @Test
    void aStreamThatNeedsMoreMemoryThanItMayHaveListsLess() throws Exception {
        HlsConfig config = FedStream.memory(80_000, 1 << 20);
        fed.stream = fed.stream("cam", new MemoryBudget(config), config);
        long at = 0;
        for (int i = 0; i < 20; i++) {
            at = fed.feed(FedStream.tags("avc-aac.flv"), at, _ -> true);
            assertThat(fed.store.bytes()).isLessThanOrEqualTo(80_000);
        }

        double listed = fed.playlist().mediaSegments().stream()
                .mapToDouble(s -> s.duration())
                .sum();
        assertThat(listed).isBetween(3.0, 7.0);
        assertThat(fed.warned).isEmpty();
    }

    @Test
    void aStreamWhoseTimeStandsStillLosesItsHlsAndNoOtherDoes() throws Exception {
        HlsConfig config = FedStream.memory(80_000, 1 << 20);
        MemoryBudget budget = new MemoryBudget(config);
        HlsStream frozen = fed.stream("frozen", budget, config);
        fed.stream = fed.stream("cam", budget, config);
        List<FlvTag> tags = FedStream.tags("avc-aac.flv");
        for (int i = 0; i < 50; i++) {
            for (FlvTag tag : tags) {
                if (tag.type() == FlvTagType.VIDEO) {
                    frozen.message(MediaMessage.of(MediaMessage.Kind.VIDEO, 0, tag.body()));
                }
            }
        }
        long at = 0;
        for (int i = 0; i < 5; i++) {
            at = fed.feed(tags, at, _ -> true);
        }

        assertThat(fed.warned).containsExactly("frozen HlsMemory");
        assertThat(frozen.offBecause()).isPresent();
        assertThat(frozen.playlists()).isEmpty();
        assertThat(fed.playlist().mediaSegments()).hasSizeGreaterThan(2);
        assertThat(budget.used()).isEqualTo(fed.store.bytes());

        frozen.end();
        frozen.forget();
    }

    @Test
    void streamsShareTheMemoryThereIs() throws Exception {
        HlsConfig config = FedStream.memory(1 << 20, 150_000);
        MemoryBudget budget = new MemoryBudget(config);
        HlsStream first = fed.stream("first", budget, config);
        HlsStream second = fed.stream("second", budget, config);
        long at = 0;
        for (int i = 0; i < 20; i++) {
            fed.stream = i < 10 ? first : second;
            at = fed.feed(FedStream.tags("avc-aac.flv"), at, _ -> true);
            fed.stream = first;
            at = fed.feed(FedStream.tags("avc-aac.flv"), at, _ -> true);
        }

        assertThat(fed.store.bytes()).isLessThanOrEqualTo(150_000);
        assertThat(fed.warned).isEmpty();
        first.end();
        budget.ended(first::forget);
        fed.stream = second;
        for (int i = 0; i < 10; i++) {
            at = fed.feed(FedStream.tags("avc-aac.flv"), at, _ -> true);
        }
        assertThat(first.playlists()).isEmpty(); // what has ended gives way
        assertThat(budget.used()).isEqualTo(fed.store.bytes());
    }

    @Test
    void whatLeftTheWindowIsForgottenInTheEnd() throws Exception {
        List<FlvTag> tags = FedStream.tags("avc-aac.flv");
        long at = 0;
        for (int i = 0; i < 40; i++) {
            at = fed.feed(tags, at, _ -> true);
        }
        fed.stream.end();
        assertThat(fed.playlist().mediaSequence()).isPositive();

        fed.stream.forget();

        assertThat(fed.store.bytes()).isZero();
        assertThat(fed.stream.playlists()).isEmpty();
    }
}
