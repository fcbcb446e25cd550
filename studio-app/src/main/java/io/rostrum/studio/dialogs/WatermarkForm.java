package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.watermark.Corner;
import io.rostrum.effects.watermark.PictureFile;
import io.rostrum.studio.engine.WatermarkSetting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was typed about a destination's watermark, and what is wrong with it. Without a file there is none, and the
/// rest does not count.
///
/// @param file    path of a picture; empty for no watermark
/// @param corner  as [Corner] is written
/// @param height  percent of the picture's height; empty for as large as the file
/// @param opacity percent; empty for 100
record WatermarkForm(String file, String corner, String height, String opacity) {
    static final WatermarkForm NONE = new WatermarkForm("", Corner.TOP_RIGHT.toString(), "", "");

    private static final int ALL = 100;

    static WatermarkForm of(@Nullable WatermarkSetting setting) {
        return setting == null
                ? NONE
                : new WatermarkForm(
                        setting.file(),
                        setting.corner(),
                        setting.height() == 0 ? "" : String.valueOf(setting.height()),
                        setting.opacity() == ALL ? "" : String.valueOf(setting.opacity()));
    }

    /// {@return whether there is to be one}
    boolean wanted() {
        return !file.isBlank();
    }

    /// Looks at the file, not at what is in it beyond its head.
    Optional<String> fileTrouble() {
        return switch (FileChoice.of(file)) {
            case FileChoice.Nothing _ -> Optional.empty();
            case FileChoice.Wrong(String why) -> Optional.of(why);
            case FileChoice.Film _, FileChoice.Sound _, FileChoice.Pages _, FileChoice.Page _, FileChoice.Letters _ ->
                noPicture();
            case FileChoice.Picture(Path picture) -> pictureTrouble(picture);
        };
    }

    private static Optional<String> pictureTrouble(Path picture) {
        try {
            PictureFile.require(picture);
            return Optional.empty();
        } catch (PictureFile.TooLargeException e) {
            return Optional.of(tr("The picture has more than 40 million pixels. Choose a smaller one."));
        } catch (IOException e) {
            return noPicture();
        }
    }

    private static Optional<String> noPicture() {
        return Optional.of(tr("That is no picture. Choose a PNG, JPEG, GIF or BMP file."));
    }

    Optional<String> heightTrouble() {
        return wanted()
                ? percentTrouble(height, tr("That is no height. A number from 1 to {0}, in percent.", ALL))
                : Optional.empty();
    }

    Optional<String> opacityTrouble() {
        return wanted()
                ? percentTrouble(opacity, tr("That is no opacity. A number from 1 to {0}, in percent.", ALL))
                : Optional.empty();
    }

    private static Optional<String> percentTrouble(String typed, String sentence) {
        try {
            if (typed.isBlank() || (percent(typed) >= 1 && percent(typed) <= ALL)) {
                return Optional.empty();
            }
        } catch (NumberFormatException _) {
            // said below
        }
        return Optional.of(sentence);
    }

    private static int percent(String typed) {
        return Integer.parseInt(typed.strip());
    }

    boolean valid() {
        return fileTrouble().isEmpty()
                && heightTrouble().isEmpty()
                && opacityTrouble().isEmpty();
    }

    /// {@return to be saved, null for no watermark; only when [#valid()]}
    @Nullable
    WatermarkSetting setting() {
        return FileChoice.of(file) instanceof FileChoice.Picture(Path picture)
                ? new WatermarkSetting(
                        picture.toString(),
                        corner,
                        height.isBlank() ? 0 : percent(height),
                        opacity.isBlank() ? ALL : percent(opacity))
                : null;
    }
}
