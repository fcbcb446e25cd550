package io.rostrum.effects.gpu;

/// What the user wants of a graphics processor (`--gpu`).
public enum GpuMode {
    /// A graphics processor if OpenCL knows one, else the processor.
    AUTO("auto"),
    /// The processor, without OpenCL.
    OFF("off"),
    /// OpenCL on the processor: slower than [#OFF], for finding out whether a picture depends on the path.
    CPU_OPENCL("cpu-opencl");

    private final String word;

    GpuMode(String word) {
        this.word = word;
    }

    /// Reads `auto`, `off` or `cpu-opencl`.
    ///
    /// @throws IllegalArgumentException for any other text
    public static GpuMode parse(String text) {
        for (GpuMode mode : values()) {
            if (mode.word.equals(text)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("gpu: " + text + " (expected: auto, off or cpu-opencl)");
    }

    @Override
    public String toString() {
        return word;
    }
}
