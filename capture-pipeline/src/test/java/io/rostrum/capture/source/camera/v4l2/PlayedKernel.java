package io.rostrum.capture.source.camera.v4l2;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Answers as `uvcvideo` does for a camera, by offsets written out as in the header: a card of MJPEG 1280x720 at 30 and
/// 15, YUYV 640x480 at 30, H.264, which is not captured here, and two controls; its second device is for metadata.
final class PlayedKernel implements DeviceFile.Opener {
    private static final int MJPG = 0x47504A4D;
    private static final int YUYV = 0x56595559;
    private static final int H264 = 0x34363248;
    private static final int BRIGHTNESS = 0x00980900;
    private static final int POWER_LINE = 0x00980918;
    private static final int CAMERA_CLASS = 0x009A0001;
    private static final int NEXT = 0x80000000;

    private final List<String> opened = new ArrayList<>();
    private int brightness = 140;
    private boolean forbidden;

    List<String> opened() {
        return opened;
    }

    void forbid(boolean all) {
        forbidden = all;
    }

    @Override
    public DeviceFile open(Path device) throws IOException {
        String name = String.valueOf(device.getFileName());
        opened.add(name);
        if (forbidden) {
            throw new IOException("open " + device + ": error 13");
        }
        boolean metadata = name.equals("video1");
        return new DeviceFile() {
            @Override
            public boolean control(long request, MemorySegment argument) {
                return answer(request, argument, metadata);
            }

            @Override
            public void close() {}
        };
    }

    private boolean answer(long request, MemorySegment argument, boolean metadata) {
        return switch ((int) request) {
            case 0x80685600 -> {
                text(argument, 16, "HD Pro Webcam C920");
                put(argument, 84, 0x84A00001);
                put(argument, 88, metadata ? 0x04A00000 : 0x04200001);
                yield true;
            }
            case 0xC0405602 -> format(argument);
            case 0xC02C564A -> size(argument);
            case 0xC034564B -> interval(argument);
            case 0xC0445624 -> control(argument);
            case 0xC02C5625 -> menu(argument);
            case 0xC008561B -> {
                put(argument, 4, get(argument, 0) == BRIGHTNESS ? brightness : 2);
                yield true;
            }
            case 0xC008561C -> set(argument);
            default -> throw new AssertionError("request " + Long.toHexString(request));
        };
    }

    private static boolean format(MemorySegment argument) {
        int index = get(argument, 0);
        if (index > 2 || get(argument, 4) != 1) {
            return false;
        }
        put(argument, 8, index == 0 ? 0 : 1);
        put(argument, 44, List.of(YUYV, H264, MJPG).get(index));
        return true;
    }

    private static boolean size(MemorySegment argument) {
        if (get(argument, 0) != 0) {
            return false;
        }
        boolean small = get(argument, 4) == YUYV;
        put(argument, 8, 1);
        put(argument, 12, small ? 640 : 1280);
        put(argument, 16, small ? 480 : 720);
        return true;
    }

    private static boolean interval(MemorySegment argument) {
        int index = get(argument, 0);
        boolean small = get(argument, 4) == YUYV && get(argument, 8) == 640 && get(argument, 12) == 480;
        if (index >= (small ? 1 : 2)) {
            return false;
        }
        put(argument, 16, 1);
        put(argument, 20, 1);
        put(argument, 24, index == 0 ? 30 : 15);
        return true;
    }

    private static boolean control(MemorySegment argument) {
        int after = get(argument, 0) & ~NEXT;
        if (after < BRIGHTNESS) {
            control(argument, BRIGHTNESS, 1, "Brightness", 255, 128);
        } else if (after < POWER_LINE) {
            control(argument, POWER_LINE, 3, "Power Line Frequency", 2, 2);
        } else if (after < CAMERA_CLASS) {
            control(argument, CAMERA_CLASS, 6, "Camera Controls", 0, 0);
        } else {
            return false;
        }
        return true;
    }

    /// Takes the brightness only, and refuses what is out of its range with ERANGE, as the kernel may.
    private boolean set(MemorySegment argument) {
        int value = get(argument, 4);
        if (get(argument, 0) != BRIGHTNESS || value < 0 || value > 255) {
            return false;
        }
        brightness = value;
        return true;
    }

    private static void control(MemorySegment argument, int id, int type, String name, int maximum, int normal) {
        put(argument, 0, id);
        put(argument, 4, type);
        text(argument, 8, name);
        put(argument, 40, 0);
        put(argument, 44, maximum);
        put(argument, 48, 1);
        put(argument, 52, normal);
        put(argument, 56, 0);
    }

    private static boolean menu(MemorySegment argument) {
        text(argument, 8, List.of("Disabled", "50 Hz", "60 Hz").get(get(argument, 4)));
        return true;
    }

    private static int get(MemorySegment argument, long offset) {
        return argument.get(ValueLayout.JAVA_INT_UNALIGNED, offset);
    }

    private static void put(MemorySegment argument, long offset, int value) {
        argument.set(ValueLayout.JAVA_INT_UNALIGNED, offset, value);
    }

    private static void text(MemorySegment argument, long offset, String text) {
        argument.asSlice(offset, 32).fill((byte) 0);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        MemorySegment.copy(bytes, 0, argument, ValueLayout.JAVA_BYTE, offset, bytes.length);
    }
}
