package io.rostrum.effects.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rostrum.effects.gpu.ComputePath;
import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.gpu.OpenClDevice;
import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.VideoFrame;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Both paths must give the same picture. Runs where OpenCL knows the processor (Debian's pocl-opencl-icd).
class OpenClTest {
    private final FramePool pool = new FramePool();
    private final Portrait portrait = new Portrait(pool);

    @BeforeEach
    void needsADevice() {
        assumeTrue(OpenClDevice.processor().isPresent(), "OpenCL knows no processor");
    }

    @AfterEach
    void everythingIsClosed() {
        assertThat(pool.outstanding()).isZero();
        portrait.close();
        pool.close();
    }

    /// The model and the edges it follows turn a rounding of one code into a little more at the outline, nowhere
    /// else; where only the outline is left it shows in alpha, too.
    @ParameterizedTest
    @CsvSource({"'blur=background,radius=24', 0.001", "background=color:204060, 0.001", "background=remove, 0.01"})
    void theOutlineOfAPersonDiffersHardly(String text, double part) {
        List<FilterSpec> specs = List.of(FilterSpec.parse(text));
        try (FilterChain memory = FilterChain.create(specs, GpuMode.OFF);
                FilterChain device = FilterChain.create(specs, GpuMode.CPU_OPENCL)) {
            for (int i = 0; i < 4; i++) {
                try (VideoFrame expected = memory.apply(portrait.frame(i));
                        VideoFrame actual = device.apply(portrait.frame(i))) {
                    assertThat(Likeness.partDiffering(expected.mat(), actual.mat(), 2))
                            .isLessThan(part);
                    assertThat(Likeness.greatestDifference(expected.mat(), actual.mat()))
                            .isLessThanOrEqualTo(10);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "watermark=text:Rostrum,opacity=0.7",
                "blur=all,radius=20",
                "blur=300,200,200,120,radius=20",
                "beauty=0.8",
                "beauty=0.4,brighten=0.2",
                "beauty=0,whiten=0.5",
                "beauty=0,eyes=0.8",
                "autoframe=1",
                "sharpen=0.7",
                "crop=13,20,100,7",
                "mask=src/test/resources/media/lut/photograph.png,invert=yes",
                "scroll=130,-70",
                "color=contrast=1.3,saturation=1.5"
            })
    void theDevicePathDiffersByTwoCodesAtMost(String text) {
        List<FilterSpec> specs = List.of(FilterSpec.parse(text));
        try (FilterChain memory = FilterChain.create(specs, GpuMode.OFF);
                FilterChain device = FilterChain.create(specs, GpuMode.CPU_OPENCL)) {
            for (int i = 0; i < 4; i++) {
                try (VideoFrame expected = memory.apply(portrait.frame(i));
                        VideoFrame actual = device.apply(portrait.frame(i))) {
                    assertThat(Likeness.greatestDifference(expected.mat(), actual.mat()))
                            .isLessThanOrEqualTo(2);
                }
            }
            assertThat(device.describePath()).startsWith("OpenCL");
            assertThat(device.costs()).allMatch(FilterCost::active);
        }
    }

    /// What differs by one code is lifted together with the picture.
    @Test
    void whatIsLiftedDiffersHardly() {
        List<FilterSpec> specs = List.of(FilterSpec.parse("lowlight=1,denoise=0.5"));
        try (FilterChain memory = FilterChain.create(specs, GpuMode.OFF);
                FilterChain device = FilterChain.create(specs, GpuMode.CPU_OPENCL)) {
            for (int i = 0; i < 3; i++) {
                try (VideoFrame expected = memory.apply(portrait.frame(i, i, 0.3));
                        VideoFrame actual = device.apply(portrait.frame(i, i, 0.3))) {
                    assertThat(Likeness.partDiffering(expected.mat(), actual.mat(), 2))
                            .isLessThan(0.001);
                    assertThat(Likeness.greatestDifference(expected.mat(), actual.mat()))
                            .isLessThanOrEqualTo(6);
                }
            }
        }
    }

    /// The second filter finds that the device has lost the picture: both begin anew with the processor, and what the
    /// first did is not missing.
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aDeviceThatDiesTakesNoFilterWithIt(int dying) {
        EffectFactory real = EffectFactory.real(Clock.systemUTC());
        AtomicInteger built = new AtomicInteger();
        EffectFactory factory = new EffectFactory() {
            @Override
            public <M extends Pointer> PictureEffect<M> create(FilterSettings settings, ImageMath<M> math) {
                PictureEffect<M> effect = real.create(settings, math);
                return built.getAndIncrement() == dying ? new LosesThePicture<>(effect) : effect;
            }
        };
        List<FilterSpec> specs = List.of(FilterSpec.parse("blur=all"), FilterSpec.parse("watermark=text:X"));
        ComputePath path = new ComputePath.OpenCl(OpenClDevice.processor().orElseThrow());
        List<String> events = new ArrayList<>();
        try (FilterChain memory = FilterChain.create(specs, GpuMode.OFF);
                FilterChain device = new FilterChain(specs, path, factory, (name, what) -> events.add(name + what));
                VideoFrame expected = memory.apply(portrait.frame(0));
                VideoFrame actual = device.apply(portrait.frame(0))) {
            assertThat(Likeness.greatestDifference(expected.mat(), actual.mat()))
                    .isLessThanOrEqualTo(2);
            assertThat(events).isEmpty();
            assertThat(device.describePath()).isEqualTo("processor (OpenCV Mat)");
        }
    }

    private record LosesThePicture<M extends Pointer>(PictureEffect<M> effect) implements PictureEffect<M> {
        @Override
        public boolean look(M pixels, VideoFrame frame) {
            return effect.look(pixels, frame);
        }

        @Override
        public void edit(M pixels, VideoFrame frame) {
            pixels.close();
        }

        @Override
        public void close() {
            effect.close();
        }
    }
}
