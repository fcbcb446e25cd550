package io.rostrum.effects.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.effects.gpu.ComputePath;
import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.gpu.OpenClDevice;
import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.picture.Canvas;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
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
                "color=",
                "sharpen=0",
                "crop=0,0,0,0",
                "scroll=0,0",
                "delay=0",
                "blur=all,radius=0",
                "blur=background,radius=0",
                "blur=0,0,9,9,radius=0"
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
    void filtersAreChangedFromOnePictureToTheNext() {
        List<String> built = new ArrayList<>();
        EffectFactory factory = counting(built);
        FilterSpec beauty = FilterSpec.parse("beauty=0.5");
        FilterSpec blur = FilterSpec.parse("blur=all,radius=9");
        FilterSpec text = FilterSpec.parse("watermark=text:X");
        try (FilterChain chain =
                new FilterChain(List.of(beauty, blur), new ComputePath.Processor(), factory, (_, _) -> {})) {
            chain.apply(pool.take(new PictureSize(320, 180), 0, true)).close();
            chain.replace(List.of(FilterSpec.parse("blur=all,radius=20"), beauty));
            chain.replace(List.of(text, beauty));
            assertThat(built).as("built before a picture waits for them").hasSize(4);
            assertThat(chain.costs()).extracting(FilterCost::name).containsExactly("beauty", "blur");

            chain.apply(pool.take(new PictureSize(320, 180), 1, true)).close();
            assertThat(chain.costs()).extracting(FilterCost::name).containsExactly("watermark", "beauty");

            chain.replace(List.of());
            chain.apply(pool.take(new PictureSize(320, 180), 2, true)).close();
            assertThat(chain.costs()).isEmpty();
        }
        assertThat(built).containsExactly("beauty", "blur", "blur", "watermark");
        assertThat(closed).containsExactlyInAnyOrder("beauty", "blur", "blur", "watermark");
    }

    private final List<String> closed = new ArrayList<>();

    /// Effects that do nothing but tell when they are built and closed.
    private EffectFactory counting(List<String> built) {
        return new EffectFactory() {
            @Override
            public <M extends Pointer> PictureEffect<M> create(FilterSettings settings, ImageMath<M> math) {
                built.add(settings.name());
                return new PictureEffect<>() {
                    @Override
                    public boolean look(M pixels, VideoFrame frame) {
                        return false;
                    }

                    @Override
                    public void edit(M pixels, VideoFrame frame) {
                        throw new AssertionError("there was nothing to do");
                    }

                    @Override
                    public void close() {
                        closed.add(settings.name());
                    }
                };
            }
        };
    }

    @Test
    void aFilterThatThrowsIsTakenOutAndTheProgrammeGoesOn(@TempDir Path folder) throws IOException {
        Path logo = folder.resolve("logo.png");
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB), "png", logo.toFile());
        List<FilterSpec> specs = List.of(FilterSpec.parse("watermark=" + logo), FilterSpec.parse("blur=all,radius=9"));
        List<String> events = new ArrayList<>();
        try (FilterChain chain = FilterChain.create(
                specs, GpuMode.OFF, Clock.systemUTC(), (name, what) -> events.add(name + ": " + what))) {
            Files.writeString(logo, "no picture");
            for (int i = 0; i < 3; i++) {
                chain.apply(pool.take(new PictureSize(320, 180), i, true)).close();
            }
            assertThat(events)
                    .singleElement()
                    .asString()
                    .startsWith("watermark: was taken out: ")
                    .endsWith("(expected: a PNG, JPEG, GIF or BMP picture)");
            assertThat(chain.costs()).extracting(FilterCost::active).containsExactly(false, true);
            assertThat(chain.costs().getLast().millis()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"blur=all", "blur=background", "blur=40,40,60,60"})
    void aBlurThatThrowsLeavesNothingOfThePictureToBeSeen(String blur) {
        List<String> events = new ArrayList<>();
        List<FilterSpec> specs = List.of(FilterSpec.parse(blur), FilterSpec.parse("beauty=0.5"));
        try (FilterChain chain = failing(new ComputePath.Processor(), specs, events)) {
            for (long second = 0; second <= 25; second++) {
                VideoFrame input = withSecret(second * 1_000_000_000);
                try (VideoFrame other = input.retain();
                        VideoFrame output = chain.apply(input)) {
                    assertThat(Likeness.detail(other.mat(), 40, 40, 60)).isGreaterThan(20);
                    assertThat(Likeness.detail(output.mat(), 40, 40, 60)).isLessThan(2);
                }
            }
            assertThat(events)
                    .filteredOn(event -> event.startsWith("blur"))
                    .hasSize(3)
                    .containsOnly("blur: the whole picture is covered until the broadcast starts anew: out of order");
            assertThat(events).filteredOn(event -> event.startsWith("beauty")).hasSize(1);
            assertThat(chain.costs()).extracting(FilterCost::active).containsExactly(false, false);
        }
    }

    @Test
    void aBlurThatTheProcessorCannotTakeOverCoversThePicture() {
        AtomicBoolean broken = new AtomicBoolean();
        try (FilterChain chain =
                new FilterChain(List.of(FilterSpec.parse("blur=all")), NO_DEVICE, unlessBroken(broken), (_, _) -> {})) {
            broken.set(true);
            for (int i = 0; i < 2; i++) {
                try (VideoFrame output = chain.apply(withSecret(i))) {
                    assertThat(Likeness.detail(output.mat(), 40, 40, 60)).isLessThan(2);
                }
            }
            assertThat(chain.costs())
                    .singleElement()
                    .satisfies(cost -> assertThat(cost.trouble()).hasValue("no model"));
        }
    }

    @Test
    void aFilterThatCannotBeBuiltLiveIsLeftOutAndABlurCovers() {
        AtomicBoolean broken = new AtomicBoolean(true);
        List<String> events = new ArrayList<>();
        try (FilterChain chain = new FilterChain(
                List.of(),
                new ComputePath.Processor(),
                unlessBroken(broken),
                (name, what) -> events.add(name + ": " + what))) {
            FilterSpec beauty = FilterSpec.parse("beauty=0.5");
            FilterSpec blur = FilterSpec.parse("blur=40,40,60,60");
            chain.replace(List.of(beauty));
            try (VideoFrame output = chain.apply(withSecret(0))) {
                assertThat(Likeness.detail(output.mat(), 40, 40, 60)).isGreaterThan(20);
            }
            chain.replace(List.of(beauty, blur));
            try (VideoFrame output = chain.apply(withSecret(1))) {
                assertThat(Likeness.detail(output.mat(), 40, 40, 60)).isLessThan(2);
            }
            assertThat(chain.costs())
                    .extracting(FilterCost::trouble)
                    .allMatch(why -> why.equals(Optional.of("no model")));
            assertThat(events)
                    .contains("beauty: was taken out: no model")
                    .anyMatch(event -> event.startsWith("blur: the"));

            broken.set(false);
            chain.replace(List.of(beauty));
            chain.apply(withSecret(2)).close();
            assertThat(chain.costs()).extracting(FilterCost::active).containsExactly(true);
        }
    }

    @Test
    void aChainThatBeginsWithWhatCannotBeBuiltIsRefused() {
        AtomicBoolean broken = new AtomicBoolean(true);
        assertThatThrownBy(() -> new FilterChain(
                        List.of(FilterSpec.parse("beauty=0.5")),
                        new ComputePath.Processor(),
                        unlessBroken(broken),
                        (_, _) -> {}))
                .hasMessage("no model");
    }

    /// {@return a dark picture with a small white mark at 60,60}
    private VideoFrame withSecret(long ptsNanos) {
        VideoFrame input = pool.take(new PictureSize(320, 180), ptsNanos, true);
        try (Canvas canvas = new Canvas();
                Rect mark = new Rect(60, 60, 12, 12);
                Scalar white = new Scalar(255, 255, 255, 255)) {
            canvas.fill(input, 0xFF202020);
            try (Mat secret = new Mat(input.mat(), mark)) {
                secret.put(white);
            }
        }
        return input;
    }

    private static EffectFactory unlessBroken(AtomicBoolean broken) {
        return new EffectFactory() {
            @Override
            public <M extends Pointer> PictureEffect<M> create(FilterSettings settings, ImageMath<M> math) {
                if (broken.get()) {
                    throw new IllegalStateException("no model");
                }
                return new Idle<>();
            }
        };
    }

    private static final ComputePath NO_DEVICE =
            new ComputePath.OpenCl(new OpenClDevice("gone", "nobody", true, "nosuch:GPU:gone"));

    private static FilterChain failing(ComputePath path, List<FilterSpec> specs, List<String> events) {
        EffectFactory factory = new EffectFactory() {
            @Override
            public <M extends Pointer> PictureEffect<M> create(FilterSettings settings, ImageMath<M> math) {
                return new Failing<>();
            }
        };
        return new FilterChain(specs, path, factory, (name, what) -> events.add(name + ": " + what));
    }

    private static final class Idle<M extends Pointer> implements PictureEffect<M> {
        @Override
        public boolean look(M pixels, VideoFrame frame) {
            return false;
        }

        @Override
        public void edit(M pixels, VideoFrame frame) {
            throw new AssertionError("there was nothing to do");
        }

        @Override
        public void close() {}
    }

    private static final class Failing<M extends Pointer> implements PictureEffect<M> {
        @Override
        public boolean look(M pixels, VideoFrame frame) {
            return true;
        }

        @Override
        public void edit(M pixels, VideoFrame frame) {
            throw new IllegalStateException("out of order");
        }

        @Override
        public void close() {}
    }
}
