package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.Canvas;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.PixelRows;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.studio.engine.StudioSnapshot.FilterView;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FilterListTest {
    private static void makePicture(VideoFilter filter, FramePool pool) {
        filter.apply(pool.take(new PictureSize(320, 180), 0, true)).close();
    }

    @Test
    void theTroubleOfEachFilterIsOnItsOwnRow(@TempDir Path folder) throws Exception {
        Path logo = folder.resolve("logo.png");
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB), "png", logo.toFile());
        List<FilterSetting> settings = List.of(
                new FilterSetting("watermark=clock", true),
                new FilterSetting("watermark=" + logo, true),
                new FilterSetting("sepia=1", true),
                new FilterSetting("beauty=0.5", false));
        FilterList list = new FilterList(settings);
        Files.writeString(logo, "no picture any more");
        try (FramePool pool = new FramePool();
                VideoFilter filter = list.filter()) {
            assertThat(list.view()).extracting(FilterView::setting).isEqualTo(settings);
            makePicture(filter, pool);

            List<FilterView> view = list.view();
            assertThat(view.get(0).trouble()).isEmpty();
            assertThat(view.get(0).millis()).isPositive();
            assertThat(view.get(1).trouble())
                    .hasValueSatisfying(
                            why -> assertThat(why).contains("is left out").contains("logo.png"));
            assertThat(view.get(2).trouble())
                    .hasValueSatisfying(why -> assertThat(why).contains("sepia"));
            assertThat(view.get(3).trouble()).isEmpty();

            list.set(settings.reversed());
            makePicture(filter, pool);
            assertThat(list.view().get(3).millis()).isPositive();
            assertThat(list.view().get(2).trouble()).isPresent();
        }
    }

    /// What was behind the person must not be seen because the picture that hid it has gone.
    @Test
    void everythingIsBlurredWhileTheBackgroundPictureIsMissing(@TempDir Path folder) {
        FilterList list = new FilterList(List.of(new FilterSetting("background=" + folder.resolve("gone.png"), true)));
        try (FramePool pool = new FramePool();
                Canvas canvas = new Canvas();
                VideoFilter filter = list.filter()) {
            VideoFrame input = pool.take(new PictureSize(320, 180), 0, true);
            canvas.fill(input, 0xFF000000);
            canvas.fill(input, 0xFFFFFFFF, new PictureRect(150, 80, 20, 20));
            try (VideoFrame seen = filter.apply(input)) {
                int[] row = new int[320];
                new PixelRows(seen).get(90, row);
                assertThat(row[160] & 0xFF).isLessThan(100);
            }
            assertThat(list.view().getFirst().trouble())
                    .hasValueSatisfying(
                            why -> assertThat(why).contains("gone.png").contains("whole picture is blurred"));
        }
    }
}
