package io.rostrum.capture.source.camera.v4l2;

import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.MemoryLayout.unionLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.nio.charset.StandardCharsets;

/// The part of `linux/videodev2.h` that tells what a camera is and can; names are the header's.
final class V4l2 {
    static final StructLayout CAPABILITY = structLayout(
                    text("driver", 16),
                    text("card", 32),
                    text("bus_info", 32),
                    JAVA_INT.withName("version"),
                    JAVA_INT.withName("capabilities"),
                    JAVA_INT.withName("device_caps"),
                    sequenceLayout(3, JAVA_INT).withName("reserved"))
            .withName("v4l2_capability");
    static final StructLayout FMTDESC = structLayout(
                    JAVA_INT.withName("index"),
                    JAVA_INT.withName("type"),
                    JAVA_INT.withName("flags"),
                    text("description", 32),
                    JAVA_INT.withName("pixelformat"),
                    JAVA_INT.withName("mbus_code"),
                    sequenceLayout(3, JAVA_INT).withName("reserved"))
            .withName("v4l2_fmtdesc");
    private static final StructLayout FRACT =
            structLayout(JAVA_INT.withName("numerator"), JAVA_INT.withName("denominator"));
    static final StructLayout FRMSIZEENUM = structLayout(
                    JAVA_INT.withName("index"),
                    JAVA_INT.withName("pixel_format"),
                    JAVA_INT.withName("type"),
                    unionLayout(
                                    structLayout(JAVA_INT.withName("width"), JAVA_INT.withName("height"))
                                            .withName("discrete"),
                                    structLayout(
                                                    JAVA_INT.withName("min_width"),
                                                    JAVA_INT.withName("max_width"),
                                                    JAVA_INT.withName("step_width"),
                                                    JAVA_INT.withName("min_height"),
                                                    JAVA_INT.withName("max_height"),
                                                    JAVA_INT.withName("step_height"))
                                            .withName("stepwise"))
                            .withName("size"),
                    sequenceLayout(2, JAVA_INT).withName("reserved"))
            .withName("v4l2_frmsizeenum");
    static final StructLayout FRMIVALENUM = structLayout(
                    JAVA_INT.withName("index"),
                    JAVA_INT.withName("pixel_format"),
                    JAVA_INT.withName("width"),
                    JAVA_INT.withName("height"),
                    JAVA_INT.withName("type"),
                    unionLayout(
                                    FRACT.withName("discrete"),
                                    structLayout(FRACT.withName("min"), FRACT.withName("max"), FRACT.withName("step"))
                                            .withName("stepwise"))
                            .withName("interval"),
                    sequenceLayout(2, JAVA_INT).withName("reserved"))
            .withName("v4l2_frmivalenum");
    static final StructLayout QUERYCTRL = structLayout(
                    JAVA_INT.withName("id"),
                    JAVA_INT.withName("type"),
                    text("name", 32),
                    JAVA_INT.withName("minimum"),
                    JAVA_INT.withName("maximum"),
                    JAVA_INT.withName("step"),
                    JAVA_INT.withName("default_value"),
                    JAVA_INT.withName("flags"),
                    sequenceLayout(2, JAVA_INT).withName("reserved"))
            .withName("v4l2_queryctrl");
    static final StructLayout QUERYMENU = structLayout(
                    JAVA_INT.withName("id"),
                    JAVA_INT.withName("index"),
                    text("name", 32),
                    JAVA_INT.withName("reserved"))
            .withName("v4l2_querymenu");
    static final StructLayout CONTROL =
            structLayout(JAVA_INT.withName("id"), JAVA_INT.withName("value")).withName("v4l2_control");

    static final long QUERYCAP_REQUEST = request(Direction.READ, 0, CAPABILITY);
    static final long ENUM_FMT_REQUEST = request(Direction.BOTH, 2, FMTDESC);
    static final long G_CTRL_REQUEST = request(Direction.BOTH, 27, CONTROL);
    static final long S_CTRL_REQUEST = request(Direction.BOTH, 28, CONTROL);
    static final long QUERYCTRL_REQUEST = request(Direction.BOTH, 36, QUERYCTRL);
    static final long QUERYMENU_REQUEST = request(Direction.BOTH, 37, QUERYMENU);
    static final long ENUM_FRAMESIZES_REQUEST = request(Direction.BOTH, 74, FRMSIZEENUM);
    static final long ENUM_FRAMEINTERVALS_REQUEST = request(Direction.BOTH, 75, FRMIVALENUM);

    static final int CAP_VIDEO_CAPTURE = 0x1;
    static final int CAP_DEVICE_CAPS = 0x80000000;
    static final int BUF_TYPE_VIDEO_CAPTURE = 1;
    static final int FMT_FLAG_COMPRESSED = 0x1;
    static final int TYPE_DISCRETE = 1;
    static final int CTRL_TYPE_INTEGER = 1;
    static final int CTRL_TYPE_BOOLEAN = 2;
    static final int CTRL_TYPE_MENU = 3;
    static final int CTRL_FLAG_DISABLED = 0x1;
    static final int CTRL_FLAG_INACTIVE = 0x10;
    static final int CTRL_FLAG_NEXT_CTRL = 0x80000000;

    /// Which way the argument of a request goes (`asm-generic/ioctl.h`).
    private enum Direction {
        READ(2),
        BOTH(3);

        private final long bits;

        Direction(long bits) {
            this.bits = bits;
        }
    }

    private V4l2() {}

    private static MemoryLayout text(String name, int bytes) {
        return sequenceLayout(bytes, JAVA_BYTE).withName(name);
    }

    /// The header's _IOR and _IOWR: direction, size of the argument, the letter V, number.
    private static long request(Direction direction, int number, StructLayout argument) {
        return direction.bits << 30 | argument.byteSize() << 16 | (long) 'V' << 8 | number;
    }

    /// {@return where a field lies in its structure, bytes}
    static long offset(StructLayout layout, String... path) {
        PathElement[] elements = new PathElement[path.length];
        for (int i = 0; i < path.length; i++) {
            elements[i] = PathElement.groupElement(path[i]);
        }
        return layout.byteOffset(elements);
    }

    static int get(MemorySegment struct, StructLayout layout, String... path) {
        return struct.get(JAVA_INT, offset(layout, path));
    }

    static void set(MemorySegment struct, StructLayout layout, String field, int value) {
        struct.set(JAVA_INT, offset(layout, field), value);
    }

    /// {@return a text of the driver's, up to its first zero byte}
    static String text(MemorySegment struct, StructLayout layout, String field) {
        long bytes = layout.select(PathElement.groupElement(field)).byteSize();
        byte[] all = struct.asSlice(offset(layout, field), bytes).toArray(JAVA_BYTE);
        int length = 0;
        while (length < all.length && all[length] != 0) {
            length++;
        }
        return new String(all, 0, length, StandardCharsets.UTF_8).strip();
    }
}
