package io.rostrum.capture.source.camera.v4l2;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/// A device file through open(2), ioctl(2) and close(2) of the C library.
final class KernelDevice implements DeviceFile {
    /// O_RDWR | O_NONBLOCK | O_CLOEXEC: opening never waits for another program.
    private static final int OPEN_FLAGS = 02 | 04000 | 02000000;

    private static final String ERRNO = "errno";
    private static final int EINTR = 4;

    private final Native system;
    private final int descriptor;
    private boolean closed;

    private KernelDevice(Native system, int descriptor) {
        this.system = system;
        this.descriptor = descriptor;
    }

    /// @throws IOException with the number of the error, if the device does not open
    static DeviceFile open(Path device) throws IOException {
        Native system = new Native();
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = system.open(arena.allocateFrom(device.toString()), OPEN_FLAGS);
            if (descriptor < 0) {
                throw new IOException("open " + device + ": error " + system.error());
            }
            return new KernelDevice(system, descriptor);
        }
    }

    @Override
    public boolean control(long request, MemorySegment argument) {
        if (closed) {
            throw new IllegalStateException("device: closed");
        }
        int result = system.ioctl(descriptor, request, argument);
        while (result < 0 && system.error() == EINTR) {
            result = system.ioctl(descriptor, request, argument);
        }
        return result >= 0;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            system.close(descriptor);
        }
    }

    /// The three functions, and the error of the last call.
    @SuppressWarnings("restricted") // the descriptors are those of the manual pages
    private static final class Native {
        private static final Linker.Option KEEP_ERROR = Linker.Option.captureCallState(ERRNO);

        private final Linker linker = Linker.nativeLinker();
        private final MemorySegment state = Arena.ofAuto().allocate(Linker.Option.captureStateLayout());
        private final VarHandle errno =
                Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement(ERRNO));
        private final MethodHandle open =
                function("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), KEEP_ERROR, variadicFrom(2));
        private final MethodHandle ioctl = function(
                "ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), KEEP_ERROR, variadicFrom(2));
        private final MethodHandle close = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), KEEP_ERROR);

        private static Linker.Option variadicFrom(int index) {
            return Linker.Option.firstVariadicArg(index);
        }

        private MethodHandle function(String name, FunctionDescriptor descriptor, Linker.Option... options) {
            return linker.downcallHandle(
                    linker.defaultLookup()
                            .find(name)
                            .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + name)),
                    descriptor,
                    options);
        }

        int error() {
            return (int) errno.get(state, 0L);
        }

        int open(MemorySegment path, int flags) {
            return call(() -> (int) open.invokeExact(state, path, flags));
        }

        int ioctl(int descriptor, long request, MemorySegment argument) {
            return call(() -> (int) ioctl.invokeExact(state, descriptor, request, argument));
        }

        void close(int descriptor) {
            call(() -> (int) close.invokeExact(state, descriptor));
        }

        private interface Call {
            int run() throws Throwable;
        }

        private static int call(Call call) {
            try {
                return call.run();
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("a C function that throws", e);
            }
        }
    }
}
