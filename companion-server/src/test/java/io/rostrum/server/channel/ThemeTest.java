package io.rostrum.server.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThemeTest {
    /// Of style.css: `--ground`, `--surface`, `--raised`.
    private static final int[] DARK = {0x0D0F13, 0x161A21, 0x1F252E};

    private static final int[] LIGHT = {0xF5F6F8, 0xFFFFFF, 0xECEFF3};

    private static int colour(String hex) {
        return Integer.parseInt(hex.substring(1), 16);
    }

    @Test
    void theRatiosAreThoseOfWcag() {
        assertThat(Theme.contrast(0xFFFFFF, 0x000000)).isEqualTo(21);
        assertThat(Theme.contrast(0x777777, 0xFFFFFF)).isBetween(4.47, 4.49); // WebAIM's checker says 4.48
    }

    @Test
    void whateverTheColourAllTextIsRead() {
        for (int red = 0; red <= 255; red += 51) {
            for (int green = 0; green <= 255; green += 51) {
                for (int blue = 0; blue <= 255; blue += 51) {
                    String accent = "#%02x%02x%02x".formatted(red, green, blue);
                    Theme theme = Theme.of(accent);
                    assertThat(theme.fill()).isEqualTo(accent);
                    assertThat(Theme.contrast(colour(theme.fillText()), colour(accent)))
                            .as(accent)
                            .isGreaterThanOrEqualTo(4.5);
                    for (int ground : DARK) {
                        assertThat(Theme.contrast(colour(theme.onDark()), ground))
                                .as(accent)
                                .isGreaterThanOrEqualTo(4.5);
                    }
                    for (int ground : LIGHT) {
                        assertThat(Theme.contrast(colour(theme.onLight()), ground))
                                .as(accent)
                                .isGreaterThanOrEqualTo(4.5);
                    }
                }
            }
        }
    }

    @Test
    void aColourThatIsReadStaysAsItIs() {
        assertThat(Theme.of("#8fa8ff").onDark()).isEqualTo("#8fa8ff");
        assertThat(Theme.of("#2a4fce").onLight()).isEqualTo("#2a4fce");
    }
}
