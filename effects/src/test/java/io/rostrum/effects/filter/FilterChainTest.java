package io.rostrum.effects.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.picture.Canvas;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterChainTest {
    private final FramePool pool = new FramePool();

    @AfterEach
    void everythingIsClosed() {
        assertThat(pool.outstanding()).isZero();
        pool.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "beauty=0",
                "watermark=clock,opacity=0",
                "blur=all,radius=0",
                "blur=background,radius=0",
                "blur=0,0,9,9,radius=0",
                "blur=5000,0,9,9"
            })
    void withNothingToDoTheVeryFramePasses(String spec) {
        try (FilterChain chain = FilterChain.create(List.of(FilterSpec.parse(spec)), GpuMode.OFF)) {
            VideoFrame input = pool.take(new PictureSize(320, 180), 5, true);
            try (VideoFrame other = input.retain();
                    VideoFrame output = chain.apply(input)) {
                assertThat(output).isSameAs(input);
                assertThat(other.ptsNanos()).isEqualTo(5);
            }
        }
    }

    @Test
    void aPictureThatSomebodyElseSeesIsNotChanged() {
        try (Canvas canvas = new Canvas();
                FilterChain chain =
                        FilterChain.create(List.of(FilterSpec.parse("watermark=text:X,at=0:0")), GpuMode.OFF)) {
            VideoFrame input = pool.take(new PictureSize(320, 180), 5, true);
            canvas.fill(input, 0xFF204060);
            try (VideoFrame other = input.retain();
                    VideoFrame output = chain.apply(input);
                    VideoFrame plain = pool.take(new PictureSize(320, 180), 5, true)) {
                canvas.fill(plain, 0xFF204060);
                assertThat(Likeness.greatestDifference(other.mat(), plain.mat()))
                        .isZero();
                assertThat(Likeness.greatestDifference(output.mat(), plain.mat()))
                        .isPositive();
                assertThat(output.ptsNanos()).isEqualTo(5);
            }
        }
    }

    @Test
    void aFilterThatThrowsIsTakenOutAndTheProgrammeGoesOn(@TempDir Path folder) throws IOException {
        Path logo = Files.writeString(folder.resolve("logo.png"), "no picture");
        List<FilterSpec> specs = List.of(FilterSpec.parse("watermark=" + logo), FilterSpec.parse("blur=all,radius=9"));
        List<String> events = new ArrayList<>();
        try (FilterChain chain = FilterChain.create(
                specs, GpuMode.OFF, Clock.systemUTC(), (name, reason) -> events.add(name + ": " + reason))) {
            for (int i = 0; i < 3; i++) {
                chain.apply(pool.take(new PictureSize(320, 180), i, true)).close();
            }
            assertThat(events)
                    .singleElement()
                    .asString()
                    .startsWith("watermark: watermark: ")
                    .endsWith("(expected: a PNG, JPEG, GIF or BMP picture)");
            assertThat(chain.costs()).extracting(FilterCost::active).containsExactly(false, true);
            assertThat(chain.costs().getLast().millis()).isPositive();
        }
    }
}
