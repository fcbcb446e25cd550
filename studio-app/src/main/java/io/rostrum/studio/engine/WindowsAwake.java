package io.rostrum.studio.engine;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a Windows computer and its screen awake, by `SetThreadExecutionState` of kernel32: what it is told holds for
/// the thread that calls it, and ends with that thread; so a thread of its own calls and waits.
final class WindowsAwake implements AutoCloseable {
    /// winbase.h
    private static final int ES_SYSTEM_REQUIRED = 0x1;

    private static final int ES_DISPLAY_REQUIRED = 0x2;
    private static final int ES_CONTINUOUS = 0x80000000;

    private static final Logger log = LoggerFactory.getLogger(WindowsAwake.class);

    private final CountDownLatch released = new CountDownLatch(1);
    private final Thread thread;

    /// @param setState what `SetThreadExecutionState` is: takes the new state and gives the one before, 0 if it failed
    WindowsAwake(IntUnaryOperator setState) {
        thread = Thread.ofPlatform().name("rostrum-awake").daemon().start(() -> {
            tell(setState, ES_CONTINUOUS | ES_SYSTEM_REQUIRED | ES_DISPLAY_REQUIRED);
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            tell(setState, ES_CONTINUOUS);
        });
    }

    private static void tell(IntUnaryOperator setState, int state) {
        if (setState.applyAsInt(state) == 0) {
            log.info("[sleep] not inhibited: Windows refuses");
        }
    }

    /// {@return the function of the system}
    ///
    /// @throws IllegalArgumentException where there is no kernel32
    @SuppressWarnings("restricted") // calling the system is what this is for
    static IntUnaryOperator ofSystem() {
        MethodHandle function = Linker.nativeLinker()
                .downcallHandle(
                        SymbolLookup.libraryLookup("kernel32", Arena.global()).findOrThrow("SetThreadExecutionState"),
                        FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        return state -> {
            try {
                return (int) function.invokeExact(state);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("a function of the system that throws", e);
            }
        };
    }

    /// Lets the computer sleep again. Idempotent.
    @Override
    public void close() {
        released.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
