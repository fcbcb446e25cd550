package io.rostrum.effects.gpu;

import static org.bytedeco.opencv.global.opencv_core.haveOpenCL;
import static org.bytedeco.opencv.global.opencv_core.setUseOpenCL;

import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Context;
import org.bytedeco.opencv.opencv_core.Device;
import org.bytedeco.opencv.opencv_core.OpenCLExecutionContext;

/// An OpenCL device that OpenCV can work on.
///
/// @param name     as its driver says
/// @param vendor   as its driver says
/// @param graphics whether it is a graphics processor
/// @param selector how OpenCV finds it again (`OPENCV_OPENCL_DEVICE`, "platform:type:name")
public record OpenClDevice(String name, String vendor, boolean graphics, String selector) {
    private static final String GRAPHICS = ":GPU:";
    private static final String PROCESSOR = ":CPU:";

    /// {@return the graphics processor that OpenCV prefers, if OpenCL knows one}
    public static Optional<OpenClDevice> graphicsProcessor() {
        if (!haveOpenCL()) {
            return Optional.empty();
        }
        // Without a wish OpenCV looks for graphics processors only; asked for one by name it complains on stderr.
        Context preferred = Context.getDefault();
        return first(preferred, GRAPHICS).filter(OpenClDevice::graphics);
    }

    /// {@return the processor as an OpenCL device, if OpenCL knows it}
    public static Optional<OpenClDevice> processor() {
        if (!haveOpenCL()) {
            return Optional.empty();
        }
        try (Context context = Context.create(PROCESSOR)) {
            return first(context, PROCESSOR);
        }
    }

    private static Optional<OpenClDevice> first(Context context, String selector) {
        if (context.empty() || context.ndevices() == 0) {
            return Optional.empty();
        }
        try (Device device = context.device(0);
                BytePointer name = device.name();
                BytePointer vendor = device.vendorName()) {
            boolean graphics = (device.type() & Device.TYPE_GPU) != 0;
            return device.available()
                    ? Optional.of(new OpenClDevice(name.getString(), vendor.getString(), graphics, selector))
                    : Optional.empty();
        }
    }

    /// Makes this the device of the calling thread: OpenCV keeps the choice per thread.
    ///
    /// @throws IllegalStateException if it has gone
    public void bindToThread() {
        try (Context context = Context.create(selector)) {
            if (context.empty() || context.ndevices() == 0) {
                throw new IllegalStateException("OpenCL device: " + name + " (expected: still there)");
            }
            try (Device device = context.device(0);
                    OpenCLExecutionContext execution = OpenCLExecutionContext.create(context, device)) {
                execution.bind();
            }
        }
        setUseOpenCL(true);
    }

    @Override
    public String toString() {
        return name + " (" + vendor + ")";
    }
}
