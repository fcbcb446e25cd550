package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.watermark.Corner;
import io.rostrum.effects.watermark.PictureFile;
import io.rostrum.effects.watermark.WatermarkSettings;
import io.rostrum.effects.watermark.WatermarkSettings.Extent;
import io.rostrum.effects.watermark.WatermarkSettings.Mark;
import io.rostrum.effects.watermark.WatermarkSettings.Place;
import java.io.IOException;
import java.nio.file.Path;

/// A picture that is drawn over what one destination gets and no other, as it is saved.
///
/// @param file    a picture that Java reads (PNG, JPEG, GIF, BMP), with its alpha
/// @param corner  as [Corner] is written
/// @param height  percent of the picture's height, 1 to 100; 0 for as many pixels as the file has
/// @param opacity percent, 0 to 100
public record WatermarkSetting(String file, String corner, int height, int opacity) {
    private static final int MARGIN_PIXELS = 24;
    private static final int WHITE = 0xFFFFFFFF;

    /// {@return what is to be drawn}
    ///
    /// @throws IOException              in words for the user, if the file is missing, no picture or too large
    /// @throws IllegalArgumentException for any other part that is wrong
    WatermarkSettings settings() throws IOException {
        Path picture = Path.of(file);
        try {
            PictureFile.require(picture);
        } catch (IOException e) {
            throw new IOException(tr("the watermark cannot be used: {0}", said(String.valueOf(e.getMessage()))), e);
        }
        return new WatermarkSettings(
                new Mark.Image(picture),
                new Place.InCorner(Corner.parse(corner), MARGIN_PIXELS),
                height == 0 ? new Extent.Natural() : new Extent.OfHeight(height / 100.0),
                opacity / 100.0,
                WHITE);
    }
}
