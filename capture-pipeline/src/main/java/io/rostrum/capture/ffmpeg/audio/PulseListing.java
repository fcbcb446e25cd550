package io.rostrum.capture.ffmpeg.audio;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a PulseAudio server, or PipeWire in its place, says that can be recorded from. Asked through libpulse (its
/// "asynchronous API", `pulse/introspect.h`).
///
/// libavdevice can list too, but has libpulse write the state of the connection into a variable of a function that has
/// returned (`ff_pulse_audio_connect_context` of FFmpeg 8's `pulse_audio_common.c`): a server that ends while it is
/// asked, the very moment at which it is asked again, would end this process with it.
///
/// @param sources       in the server's order
/// @param defaultSource its id; empty for none
/// @param defaultSink   id of the output that is the default; empty for none
record PulseListing(List<Source> sources, String defaultSource, String defaultSink) {
    private static final Logger log = LoggerFactory.getLogger(PulseListing.class);

    /// @param id   what the server calls it
    /// @param name for people
    record Source(String id, String name) {}

    /// A server on this machine answers in milliseconds.
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final int STEP_MICROS = 200_000;

    // pulse/def.h
    private static final int NO_AUTOSPAWN = 1;
    private static final int READY = 4;
    private static final int FAILED = 5;
    private static final int RUNNING = 0;

    /// `pa_source_info` (pulse/introspect.h) as far as it is read: the name, a number, the description.
    private static final long SOURCE_DESCRIPTION = 2 * ADDRESS.byteSize();
    /// `pa_server_info`: four names and a `pa_sample_spec` of twelve bytes before them.
    private static final long SERVER_DEFAULT_SINK = 6 * ADDRESS.byteSize();

    private static final long SERVER_DEFAULT_SOURCE = 7 * ADDRESS.byteSize();

    PulseListing {
        sources = List.copyOf(sources);
    }

    /// Asks a server. Blocks for some milliseconds, at most [#LIMIT].
    ///
    /// @param server its address; empty for the one of the environment
    /// @return empty when there is no library, or no server answers
    static Optional<PulseListing> of(String server) {
        return LibPulse.FOUND.isEmpty() ? Optional.empty() : new Question(LibPulse.FOUND.get()).ask(server);
    }

    /// The functions that are used.
    private static final class LibPulse {
        static final Optional<LibPulse> FOUND = load();

        private final SymbolLookup library;
        private final Map<String, MethodHandle> handles = new ConcurrentHashMap<>();

        private LibPulse(SymbolLookup library) {
            this.library = library;
        }

        @SuppressWarnings("restricted") // the library is the system's own
        private static Optional<LibPulse> load() {
            try {
                return Optional.of(new LibPulse(SymbolLookup.libraryLookup("libpulse.so.0", Arena.global())));
            } catch (IllegalArgumentException e) {
                log.debug("[audio] libpulse: {}", e.getMessage());
                return Optional.empty();
            }
        }

        MemorySegment address(String function, Object... arguments) {
            return (MemorySegment) call(FunctionDescriptor.of(ADDRESS), function, arguments);
        }

        int number(String function, Object... arguments) {
            return (int) call(FunctionDescriptor.of(JAVA_INT), function, arguments);
        }

        void nothing(String function, Object... arguments) {
            call(FunctionDescriptor.ofVoid(), function, arguments);
        }

        @SuppressWarnings("restricted") // the arguments are those of libpulse's headers
        private Object call(FunctionDescriptor result, String function, Object... arguments) {
            MethodHandle handle = handles.computeIfAbsent(function, name -> {
                MemoryLayout[] parameters = new MemoryLayout[arguments.length];
                for (int i = 0; i < parameters.length; i++) {
                    parameters[i] = arguments[i] instanceof Integer ? JAVA_INT : ADDRESS;
                }
                return Linker.nativeLinker()
                        .downcallHandle(library.findOrThrow(name), result.appendArgumentLayouts(parameters));
            });
            try {
                return handle.invokeWithArguments(arguments);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("libpulse: " + function + " failed", e);
            }
        }
    }

    /// One question to one server, on one thread, which also runs what libpulse calls back.
    private static final class Question {
        private final LibPulse pulse;
        private final List<Source> sources = new ArrayList<>();
        private final long deadline = System.nanoTime() + LIMIT.toNanos();
        private String defaultSource = "";
        private String defaultSink = "";

        Question(LibPulse pulse) {
            this.pulse = pulse;
        }

        Optional<PulseListing> ask(String server) {
            MemorySegment loop = pulse.address("pa_mainloop_new");
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment context = pulse.address(
                        "pa_context_new", pulse.address("pa_mainloop_get_api", loop), arena.allocateFrom("Rostrum"));
                try {
                    MemorySegment where = server.isEmpty() ? MemorySegment.NULL : arena.allocateFrom(server);
                    boolean told =
                            pulse.number("pa_context_connect", context, where, NO_AUTOSPAWN, MemorySegment.NULL) >= 0
                                    && connected(loop, context)
                                    && answered(
                                            loop,
                                            context,
                                            pulse.address(
                                                    "pa_context_get_server_info",
                                                    context,
                                                    callback(arena, "server", MemorySegment.class),
                                                    MemorySegment.NULL))
                                    && answered(
                                            loop,
                                            context,
                                            pulse.address(
                                                    "pa_context_get_source_info_list",
                                                    context,
                                                    callback(arena, "source", MemorySegment.class, int.class),
                                                    MemorySegment.NULL));
                    return told ? Optional.of(new PulseListing(sources, defaultSource, defaultSink)) : Optional.empty();
                } finally {
                    pulse.nothing("pa_context_disconnect", context);
                    pulse.nothing("pa_context_unref", context);
                }
            } finally {
                pulse.nothing("pa_mainloop_free", loop);
            }
        }

        private boolean connected(MemorySegment loop, MemorySegment context) {
            int state = pulse.number("pa_context_get_state", context);
            while (state < READY && step(loop)) {
                state = pulse.number("pa_context_get_state", context);
            }
            return state == READY;
        }

        private boolean answered(MemorySegment loop, MemorySegment context, MemorySegment operation) {
            if (operation.equals(MemorySegment.NULL)) {
                return false;
            }
            try {
                while (pulse.number("pa_operation_get_state", operation) == RUNNING) {
                    if (pulse.number("pa_context_get_state", context) >= FAILED || !step(loop)) {
                        return false;
                    }
                }
                return pulse.number("pa_context_get_state", context) == READY;
            } finally {
                pulse.nothing("pa_operation_unref", operation);
            }
        }

        /// Waits for something to do, and does it.
        ///
        /// @return false when the loop has ended, or the time is over
        private boolean step(MemorySegment loop) {
            return System.nanoTime() < deadline
                    && pulse.number("pa_mainloop_prepare", loop, STEP_MICROS) >= 0
                    && pulse.number("pa_mainloop_poll", loop) >= 0
                    && pulse.number("pa_mainloop_dispatch", loop) >= 0;
        }

        /// {@return a function `(pa_context*, answer..., void *userdata)` for libpulse}
        @SuppressWarnings("restricted") // as above
        private MemorySegment callback(Arena arena, String method, Class<?>... answer) {
            MethodType type = MethodType.methodType(void.class, MemorySegment.class)
                    .appendParameterTypes(answer)
                    .appendParameterTypes(MemorySegment.class);
            try {
                MethodHandle handle = MethodHandles.lookup().bind(this, method, type);
                MemoryLayout[] parameters = type.parameterList().stream()
                        .map(parameter -> parameter == int.class ? JAVA_INT : ADDRESS)
                        .toArray(MemoryLayout[]::new);
                return Linker.nativeLinker().upcallStub(handle, FunctionDescriptor.ofVoid(parameters), arena);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("libpulse: no callback " + method, e);
            }
        }

        /// `pa_server_info_cb_t`. What a callback throws would end the process.
        @SuppressWarnings({"unused", "restricted"}) // called by libpulse; the structure is that of its header
        private void server(MemorySegment context, MemorySegment info, MemorySegment user) {
            try {
                if (!info.equals(MemorySegment.NULL)) {
                    MemorySegment known = info.reinterpret(SERVER_DEFAULT_SOURCE + ADDRESS.byteSize());
                    defaultSink = text(known.get(ADDRESS, SERVER_DEFAULT_SINK));
                    defaultSource = text(known.get(ADDRESS, SERVER_DEFAULT_SOURCE));
                }
            } catch (RuntimeException e) {
                log.warn("[audio] what the sound server says of itself could not be read", e);
            }
        }

        /// `pa_source_info_cb_t`.
        ///
        /// @param end 0 for one more source, else there is none
        @SuppressWarnings({"unused", "restricted"}) // as above
        private void source(MemorySegment context, MemorySegment info, int end, MemorySegment user) {
            try {
                if (end == 0 && !info.equals(MemorySegment.NULL)) {
                    MemorySegment known = info.reinterpret(SOURCE_DESCRIPTION + ADDRESS.byteSize());
                    sources.add(new Source(text(known.get(ADDRESS, 0)), text(known.get(ADDRESS, SOURCE_DESCRIPTION))));
                }
            } catch (RuntimeException e) {
                log.warn("[audio] what the sound server says of a device could not be read", e);
            }
        }

        @SuppressWarnings("restricted") // libpulse ends its texts with a zero
        private static String text(MemorySegment letters) {
            return letters.equals(MemorySegment.NULL)
                    ? ""
                    : letters.reinterpret(Long.MAX_VALUE).getString(0);
        }
    }
}
