package io.rostrum.capture.source.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenTargetTest {
    @Test
    void screensRegionsAndWindowsAreReadAsTheCommandLineWritesThem() {
        assertThat(ScreenTarget.parse("screen")).isEqualTo(new ScreenTarget.Display(null, null));
        assertThat(ScreenTarget.parse("screen::1")).isEqualTo(new ScreenTarget.Display(":1", null));
        assertThat(ScreenTarget.parse("screen:1")).isEqualTo(new ScreenTarget.Display(":1", null));
        assertThat(ScreenTarget.parse("screen:box:0.1")).isEqualTo(new ScreenTarget.Display("box:0.1", null));
        assertThat(ScreenTarget.parse("screen::99+10,20,640x360"))
                .isEqualTo(new ScreenTarget.Display(":99", new ScreenTarget.Region(10, 20, 640, 360)));
        assertThat(ScreenTarget.parse("screen+0,0,1280x720"))
                .isEqualTo(new ScreenTarget.Display(null, new ScreenTarget.Region(0, 0, 1280, 720)));
        assertThat(ScreenTarget.parse("window:0x1c00007")).isEqualTo(new ScreenTarget.Window(null, "0x1c00007"));
        assertThat(ScreenTarget.parse("window::9/A title: with signs/and more"))
                .isEqualTo(new ScreenTarget.Window(":9", "A title: with signs/and more"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"screens", "window:", "screen+1,2,3", "screen:", "display :0"})
    void whatIsNeitherIsRefused(String text) {
        assertThatThrownBy(() -> ScreenTarget.parse(text)).hasMessageStartingWith("screen: " + text + " (expected: ");
    }

    @Test
    void anEmptyRegionIsRefused() {
        assertThatThrownBy(() -> ScreenTarget.parse("screen+0,0,0x10"))
                .hasMessage("region: +0,0,0x10 (expected: at least 1x1 pixels)");
    }

    @Test
    void aDisplaysNameIsReadAsXDoes() {
        assertThat(X11Address.parse(":99")).isEqualTo(new X11Address("", 99, 0));
        assertThat(X11Address.parse("host.example:1.2")).isEqualTo(new X11Address("host.example", 1, 2));
        assertThatThrownBy(() -> X11Address.parse("wayland-0"))
                .hasMessage("display: wayland-0 (expected: like :0 or :0.0)");
    }
}
