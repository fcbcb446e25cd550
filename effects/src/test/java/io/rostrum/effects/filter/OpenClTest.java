package io.rostrum.effects.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.gpu.OpenClDevice;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.VideoFrame;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    /// else.
    @Test
    void theOutlineOfAPersonDiffersHardly() {
        List<FilterSpec> specs = List.of(FilterSpec.parse("blur=background,radius=24"));
        try (FilterChain memory = FilterChain.create(specs, GpuMode.OFF);
                FilterChain device = FilterChain.create(specs, GpuMode.CPU_OPENCL)) {
            for (int i = 0; i < 4; i++) {
                try (VideoFrame expected = memory.apply(portrait.frame(i));
                        VideoFrame actual = device.apply(portrait.frame(i))) {
                    assertThat(Likeness.partDiffering(expected.mat(), actual.mat(), 2))
                            .isLessThan(0.001);
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
                "beauty=0.8"
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
}
