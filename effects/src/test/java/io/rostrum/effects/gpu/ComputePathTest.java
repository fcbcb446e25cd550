package io.rostrum.effects.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ComputePathTest {
    @Test
    void modesAreReadByTheirWords() {
        assertThat(GpuMode.parse("auto")).isEqualTo(GpuMode.AUTO);
        assertThat(GpuMode.parse("off")).isEqualTo(GpuMode.OFF);
        assertThat(GpuMode.parse("cpu-opencl")).isEqualTo(GpuMode.CPU_OPENCL);
        assertThatThrownBy(() -> GpuMode.parse("on"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gpu: on (expected: auto, off or cpu-opencl)");
    }

    @Test
    void offIsTheProcessor() {
        assertThat(ComputePath.probe(GpuMode.OFF)).isEqualTo(new ComputePath.Processor());
        assertThat(ComputePath.probe(GpuMode.OFF).describe()).isEqualTo("processor (OpenCV Mat)");
    }

    @Test
    void autoTakesADeviceOnlyIfItIsAGraphicsProcessor() {
        ComputePath expected = OpenClDevice.graphicsProcessor()
                .<ComputePath>map(ComputePath.OpenCl::new)
                .orElseGet(ComputePath.Processor::new);
        assertThat(ComputePath.probe(GpuMode.AUTO)).isEqualTo(expected);
        OpenClDevice.graphicsProcessor()
                .ifPresent(device -> assertThat(device.graphics()).isTrue());
    }
}
