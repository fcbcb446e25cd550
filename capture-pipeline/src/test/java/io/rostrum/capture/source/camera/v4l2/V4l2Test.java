package io.rostrum.capture.source.camera.v4l2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Numbers are what a C compiler makes of `linux/videodev2.h` (6.1, x86-64).
final class V4l2Test {
    /// FIONREAD of `asm-generic/ioctls.h`: the bytes that are left to read, which every file knows.
    private static final long FIONREAD = 0x541B;

    @Test
    void requestsAreTheHeaders() {
        assertThat(V4l2.QUERYCAP_REQUEST).isEqualTo(0x80685600L);
        assertThat(V4l2.ENUM_FMT_REQUEST).isEqualTo(0xC0405602L);
        assertThat(V4l2.ENUM_FRAMESIZES_REQUEST).isEqualTo(0xC02C564AL);
        assertThat(V4l2.ENUM_FRAMEINTERVALS_REQUEST).isEqualTo(0xC034564BL);
        assertThat(V4l2.QUERYCTRL_REQUEST).isEqualTo(0xC0445624L);
        assertThat(V4l2.QUERYMENU_REQUEST).isEqualTo(0xC02C5625L);
        assertThat(V4l2.G_CTRL_REQUEST).isEqualTo(0xC008561BL);
        assertThat(V4l2.S_CTRL_REQUEST).isEqualTo(0xC008561CL);
    }

    @Test
    void fieldsLieWhereTheHeaderPutsThem() {
        assertThat(V4l2.offset(V4l2.CAPABILITY, "card")).isEqualTo(16);
        assertThat(V4l2.offset(V4l2.CAPABILITY, "capabilities")).isEqualTo(84);
        assertThat(V4l2.offset(V4l2.CAPABILITY, "device_caps")).isEqualTo(88);
        assertThat(V4l2.offset(V4l2.FMTDESC, "type")).isEqualTo(4);
        assertThat(V4l2.offset(V4l2.FMTDESC, "flags")).isEqualTo(8);
        assertThat(V4l2.offset(V4l2.FMTDESC, "pixelformat")).isEqualTo(44);
        assertThat(V4l2.offset(V4l2.FRMSIZEENUM, "pixel_format")).isEqualTo(4);
        assertThat(V4l2.offset(V4l2.FRMSIZEENUM, "type")).isEqualTo(8);
        assertThat(V4l2.offset(V4l2.FRMSIZEENUM, "size", "discrete", "width")).isEqualTo(12);
        assertThat(V4l2.offset(V4l2.FRMSIZEENUM, "size", "stepwise", "max_width"))
                .isEqualTo(16);
        assertThat(V4l2.offset(V4l2.FRMSIZEENUM, "size", "stepwise", "max_height"))
                .isEqualTo(28);
        assertThat(V4l2.offset(V4l2.FRMIVALENUM, "width")).isEqualTo(8);
        assertThat(V4l2.offset(V4l2.FRMIVALENUM, "type")).isEqualTo(16);
        assertThat(V4l2.offset(V4l2.FRMIVALENUM, "interval", "discrete", "numerator"))
                .isEqualTo(20);
        assertThat(V4l2.offset(V4l2.FRMIVALENUM, "interval", "discrete", "denominator"))
                .isEqualTo(24);
        assertThat(V4l2.offset(V4l2.FRMIVALENUM, "interval", "stepwise", "max", "numerator"))
                .isEqualTo(28);
        assertThat(V4l2.offset(V4l2.QUERYCTRL, "name")).isEqualTo(8);
        assertThat(V4l2.offset(V4l2.QUERYCTRL, "minimum")).isEqualTo(40);
        assertThat(V4l2.offset(V4l2.QUERYCTRL, "default_value")).isEqualTo(52);
        assertThat(V4l2.offset(V4l2.QUERYCTRL, "flags")).isEqualTo(56);
        assertThat(V4l2.offset(V4l2.QUERYMENU, "name")).isEqualTo(8);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theKernelIsReallyAsked(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("seven"), new byte[7]);
        try (DeviceFile device = KernelDevice.open(file);
                Arena arena = Arena.ofConfined()) {
            MemorySegment left = arena.allocate(ValueLayout.JAVA_INT);
            assertThat(device.control(FIONREAD, left)).isTrue();
            assertThat(left.get(ValueLayout.JAVA_INT, 0)).isEqualTo(7);
            MemorySegment capability = arena.allocate(V4l2.CAPABILITY);
            assertThat(device.control(V4l2.QUERYCAP_REQUEST, capability)).isFalse();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDeviceThatDoesNotOpenIsSaidWithItsError(@TempDir Path folder) {
        assertThatThrownBy(() -> KernelDevice.open(folder.resolve("video7")))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("video7: error 2");
    }
}
