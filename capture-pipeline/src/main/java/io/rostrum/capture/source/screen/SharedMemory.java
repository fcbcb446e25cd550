package io.rostrum.capture.source.screen;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// A System V shared memory segment, in which the X server on the same machine leaves a picture (shmget(2)).
final class SharedMemory implements AutoCloseable {
    private static final int IPC_PRIVATE = 0;
    private static final int CREATE_FOR_OWNER = 01600;
    private static final int IPC_RMID = 0;
    private static final long FAILED = -1;

    private final int id;
    private final MemorySegment memory;
    private boolean closed;

    /// @throws IOException if the system gives none
    @SuppressWarnings("restricted") // the segment is exactly as long as it was asked for
    SharedMemory(long bytes) throws IOException {
        id = (int) call(
                "shmget",
                FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT),
                IPC_PRIVATE,
                bytes,
                CREATE_FOR_OWNER);
        if (id < 0) {
            throw new IOException("shared memory: the system gives no segment of " + bytes + " bytes");
        }
        long address =
                call("shmat", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT), id, MemorySegment.NULL, 0);
        if (address == FAILED) {
            remove();
            throw new IOException("shared memory: the segment of " + bytes + " bytes cannot be attached");
        }
        memory = MemorySegment.ofAddress(address).reinterpret(bytes);
    }

    int id() {
        return id;
    }

    /// {@return the bytes; not to be touched after [#close()]}
    MemorySegment memory() {
        return memory;
    }

    /// Has the system free the segment when the last who attached it lets go; to be called once the server has it.
    void remove() throws IOException {
        call("shmctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS), id, IPC_RMID, MemorySegment.NULL);
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            call("shmdt", FunctionDescriptor.of(JAVA_INT, ADDRESS), memory);
        }
    }

    @SuppressWarnings("restricted") // the descriptors are those of the manual pages
    private static long call(String function, FunctionDescriptor descriptor, Object... arguments) throws IOException {
        Linker linker = Linker.nativeLinker();
        MethodHandle handle = linker.downcallHandle(
                linker.defaultLookup()
                        .find(function)
                        .orElseThrow(() -> new IOException("shared memory: this system has no " + function)),
                descriptor);
        try {
            return ((Number) handle.invokeWithArguments(arguments)).longValue();
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("shared memory: " + function + " failed", e);
        }
    }
}
