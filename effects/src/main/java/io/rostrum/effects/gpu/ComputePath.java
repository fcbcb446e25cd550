package io.rostrum.effects.gpu;

import java.util.Optional;

/// Where the filters of a chain work: chosen once, from what the user wants and what the machine has.
public sealed interface ComputePath {
    /// The processor, on OpenCV's `Mat`.
    record Processor() implements ComputePath {
        @Override
        public String describe() {
            return "processor (OpenCV Mat)";
        }
    }

    /// An OpenCL device, on OpenCV's `UMat`.
    record OpenCl(OpenClDevice device) implements ComputePath {
        @Override
        public String describe() {
            return "OpenCL (OpenCV UMat) on " + device;
        }
    }

    /// {@return what it is, in words for `rostrum doctor`}
    String describe();

    /// Looks for a device that fits.
    ///
    /// @throws IllegalStateException if OpenCL on the processor is forced and there is none
    static ComputePath probe(GpuMode mode) {
        return switch (mode) {
            case OFF -> new Processor();
            case AUTO -> orProcessor(OpenClDevice.graphicsProcessor());
            case CPU_OPENCL ->
                new OpenCl(OpenClDevice.processor()
                        .orElseThrow(() -> new IllegalStateException(
                                "gpu: cpu-opencl (expected: an OpenCL driver for the processor, as pocl-opencl-icd)")));
        };
    }

    private static ComputePath orProcessor(Optional<OpenClDevice> device) {
        return device.<ComputePath>map(OpenCl::new).orElseGet(Processor::new);
    }
}
