package io.rostrum.testing;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// A plain window on `DISPLAY`, painted behind the scenes and shown at once: a grabber sees all of a [#show] or
/// nothing.
///
/// [#put] goes to a pixmap of the server; [#show] is one request, and the X server works off one at a time. Uses
/// libX11 directly (Xlib reference, X11R7): AWT would paint through a pipeline of its own and needs more of the
/// desktop. Confined to one thread.
@SuppressWarnings("restricted") // calling libX11 is what this class is for
final class X11Window implements AutoCloseable {
    private static final MemoryLayout POINTER = ValueLayout.ADDRESS;
    private static final MemoryLayout INT = ValueLayout.JAVA_INT;
    private static final MemoryLayout LONG = ValueLayout.JAVA_LONG;
    private static final int Z_PIXMAP = 2;
    private static final int DEPTH = 24;

    private final Arena arena = Arena.ofConfined();
    private final SymbolLookup library = SymbolLookup.libraryLookup("libX11.so.6", arena);
    private final MethodHandle putImage = function(
            "XPutImage", FunctionDescriptor.of(INT, POINTER, LONG, POINTER, POINTER, INT, INT, INT, INT, INT, INT));
    private final MethodHandle copyArea = function(
            "XCopyArea", FunctionDescriptor.of(INT, POINTER, LONG, LONG, POINTER, INT, INT, INT, INT, INT, INT));
    private final MethodHandle syncDisplay = function("XSync", FunctionDescriptor.of(INT, POINTER, INT));
    private final MemorySegment display;
    private final MemorySegment context;
    private final long window;
    private final long hidden;
    private final int width;
    private final int height;
    private MemorySegment image = MemorySegment.NULL;

    private X11Window(String title, int x, int y, int width, int height) {
        this.width = width;
        this.height = height;
        display = (MemorySegment) call("XOpenDisplay", FunctionDescriptor.of(POINTER, POINTER), MemorySegment.NULL);
        if (display.equals(MemorySegment.NULL)) {
            throw new IllegalStateException("display: " + System.getenv("DISPLAY") + " (expected: a running X server)");
        }
        int screen = (int) call("XDefaultScreen", FunctionDescriptor.of(INT, POINTER), display);
        long root = (long) call("XRootWindow", FunctionDescriptor.of(LONG, POINTER, INT), display, screen);
        context = (MemorySegment) call("XDefaultGC", FunctionDescriptor.of(POINTER, POINTER, INT), display, screen);
        window = (long) call(
                "XCreateSimpleWindow",
                FunctionDescriptor.of(LONG, POINTER, LONG, INT, INT, INT, INT, INT, LONG, LONG),
                display,
                root,
                x,
                y,
                width,
                height,
                0,
                0L,
                0L);
        call(
                "XStoreName",
                FunctionDescriptor.of(INT, POINTER, LONG, POINTER),
                display,
                window,
                arena.allocateFrom(title));
        hidden = (long) call(
                "XCreatePixmap",
                FunctionDescriptor.of(LONG, POINTER, LONG, INT, INT, INT),
                display,
                window,
                width,
                height,
                DEPTH);
        call("XMapWindow", FunctionDescriptor.of(INT, POINTER, LONG), display, window);
        sync();
    }

    static X11Window open(String title, int x, int y, int width, int height) {
        return new X11Window(title, x, y, width, height);
    }

    /// Names the memory that [#put] takes from: BGRX, tightly packed, the window's size; borrowed until closed.
    void use(MemorySegment pixels) {
        int screen = (int) call("XDefaultScreen", FunctionDescriptor.of(INT, POINTER), display);
        MemorySegment visual =
                (MemorySegment) call("XDefaultVisual", FunctionDescriptor.of(POINTER, POINTER, INT), display, screen);
        int depth = (int) call("XDefaultDepth", FunctionDescriptor.of(INT, POINTER, INT), display, screen);
        if (depth != DEPTH) {
            throw new IllegalStateException("screen depth: " + depth + " (expected: " + DEPTH + ")");
        }
        image = (MemorySegment) call(
                "XCreateImage",
                FunctionDescriptor.of(POINTER, POINTER, POINTER, INT, INT, INT, POINTER, INT, INT, INT, INT),
                display,
                visual,
                depth,
                Z_PIXMAP,
                0,
                pixels,
                width,
                height,
                32,
                width * 4);
    }

    /// Prepares a rectangle of the memory at the same place of the window.
    void put(int x, int y, int partWidth, int partHeight) {
        invoke(putImage, display, hidden, context, image, x, y, x, y, partWidth, partHeight);
    }

    /// Shows all that was prepared, at once.
    void show() {
        invoke(copyArea, display, hidden, window, context, 0, 0, width, height, 0, 0);
    }

    /// Returns when the server has done everything asked so far.
    void sync() {
        invoke(syncDisplay, display, 0);
    }

    @Override
    public void close() {
        call("XCloseDisplay", FunctionDescriptor.of(INT, POINTER), display);
        arena.close();
    }

    private MethodHandle function(String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), type);
    }

    private Object call(String name, FunctionDescriptor type, Object... arguments) {
        return invoke(function(name, type), arguments);
    }

    private static Object invoke(MethodHandle function, Object... arguments) {
        try {
            return function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("X11 call failed", e);
        }
    }
}
