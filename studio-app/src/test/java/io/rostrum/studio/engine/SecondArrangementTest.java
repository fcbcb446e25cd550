package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.scene.Crop;
import io.rostrum.capture.scene.Fit;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Turn;
import io.rostrum.studio.engine.SceneCollection.SavedItem;
import io.rostrum.studio.engine.SceneCollection.SavedScene;
import io.rostrum.studio.engine.StudioSettings.SavedSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Where a scene's sources are on the second canvas, first by themselves and then as they are edited.
final class SecondArrangementTest {
    private static final PictureSize WIDE = new PictureSize(1280, 720);
    private static final PictureSize TALL = new PictureSize(720, 1280);
    private static final SecondArrangement BY = new SecondArrangement(WIDE, TALL);

    private static SavedSource source(String id) {
        return new SavedSource(id, id, "testcard", /* sound= */ false, List.of(), Map.of());
    }

    private static SavedItem item(String id, int x, int y, int width, int height) {
        return new SavedItem(
                id,
                true,
                false,
                Place.FREE,
                Layout.WHOLE.withFit(Fit.STRETCH).withBox(new PictureRect(x, y, width, height), WIDE));
    }

    /// The screen fills the canvas, a camera and a logo are above it.
    private static SceneCollection scenes() {
        return new SceneCollection(
                List.of(source("screen"), source("camera"), source("logo")),
                List.of(new SavedScene(
                        "s",
                        "Scene",
                        List.of(
                                item("logo", 20, 20, 100, 50),
                                item("camera", 900, 500, 320, 180),
                                new SavedItem("screen", true, true, Place.WHOLE)))));
    }

    private static PictureRect box(SavedScene scene, String id) {
        return scene.item(id).orElseThrow().layoutOn(TALL).box(TALL);
    }

    private static SavedScene tall(SceneCollection scenes) {
        return scenes.scene("s").orElseThrow().on(/* secondCanvas= */ true);
    }

    @Test
    void theLargestFillsItAndTheOthersAreStackedWithoutTouching() {
        SceneCollection arranged = scenes().arranged(BY);
        SavedScene tall = tall(arranged);
        SavedItem screen = tall.item("screen").orElseThrow();
        assertThat(screen.layoutOn(TALL)).isEqualTo(new Layout(0, 0, 1, 1, Fit.COVER, Crop.NONE, Turn.NONE));
        assertThat(screen.locked()).as("is free to be moved here").isFalse();
        PictureRect logo = box(tall, "logo");
        PictureRect camera = box(tall, "camera");
        assertThat(logo.y()).isBetween(90, 120);
        assertThat(camera.y()).isGreaterThan(logo.y() + logo.height());
        assertThat(camera.y() + camera.height()).isLessThanOrEqualTo(1000);
        assertThat((double) logo.width() / logo.height()).isBetween(1.98, 2.02);
        assertThat((double) camera.width() / camera.height()).isBetween(1.76, 1.80);
        for (PictureRect each : List.of(logo, camera)) {
            assertThat(each.x() + each.width() / 2).isBetween(359, 361);
            assertThat(each.width()).isLessThanOrEqualTo(640);
        }
        assertThat(tall.item("camera").orElseThrow().layoutOn(TALL).fit()).isEqualTo(Fit.STRETCH);
        assertThat(arranged.scene("s")
                        .orElseThrow()
                        .on(/* secondCanvas= */ false)
                        .items())
                .as("the first canvas")
                .isEqualTo(scenes().scene("s").orElseThrow().items());
    }

    @Test
    void manyAreMadeSmallerUntilTheyFit() {
        List<SavedItem> items = java.util.stream.IntStream.range(0, 9)
                .mapToObj(i -> item("n" + i, 10 * i, 10, 160, 90))
                .toList();
        SavedScene tall = BY.of(new SavedScene("s", "Scene", items));
        int bottom = 0;
        for (SavedItem each : items.subList(1, 9)) { // the first is the largest, as good as any
            PictureRect box = box(tall, each.source());
            assertThat(box.y()).isGreaterThanOrEqualTo(bottom);
            bottom = box.y() + box.height();
        }
        assertThat(bottom).isBetween(900, 1000);
        assertThat(box(tall, "n0")).isEqualTo(PictureRect.of(TALL));
    }

    @Test
    void whatIsHiddenStaysHiddenAndAGroupStaysTogether() {
        SceneCollection hidden = new RowEdits(scenes(), "s").show("screen", false);
        SavedScene tall = tall(hidden.arranged(BY));
        assertThat(tall.item("screen").orElseThrow().visible()).isFalse();
        assertThat(box(tall, "camera")).as("the largest that is seen").isEqualTo(PictureRect.of(TALL));

        SceneCollection grouped = new RowEdits(scenes(), "s").group(List.of("logo", "camera"), "g");
        SavedScene together = tall(grouped.arranged(BY));
        assertThat(together.rows()).containsExactly("g", "logo", "camera", "screen");
        PictureRect logo = box(together, "logo");
        PictureRect camera = box(together, "camera");
        assertThat((double) camera.width() / logo.width()).isBetween(3.1, 3.3);
        assertThat((camera.x() - logo.x()) / (double) camera.width()).isBetween(2.7, 2.8);
        assertThat(logo.x()).isGreaterThanOrEqualTo(0);
        assertThat(camera.x() + camera.width()).isLessThanOrEqualTo(720);
    }

    @Test
    void editsOfOneCanvasLeaveTheOtherAlone() {
        SceneCollection arranged = scenes().arranged(BY);
        RowEdits tall = new RowEdits(arranged, "s", /* second= */ true);
        Layout elsewhere = Layout.WHOLE.withBox(new PictureRect(72, 128, 360, 640), TALL);
        SceneCollection edited = new RowEdits(
                        new RowEdits(tall.place("camera", elsewhere, TALL), "s", true).show("logo", false), "s", true)
                .move("screen", 0);
        assertThat(edited.scene("s").orElseThrow().items())
                .isEqualTo(arranged.scene("s").orElseThrow().items());
        SavedScene shown = tall(edited);
        assertThat(box(shown, "camera")).isEqualTo(new PictureRect(72, 128, 360, 640));
        assertThat(shown.item("logo").orElseThrow().visible()).isFalse();
        assertThat(shown.rows()).containsExactly("screen", "logo", "camera");

        SceneCollection first = new RowEdits(edited, "s").place("camera", Layout.WHOLE, WIDE);
        assertThat(tall(first)).isEqualTo(shown);
        assertThat(edited.arranged(BY)).as("all is arranged").isEqualTo(edited);
    }

    @Test
    void aSourceComesAndGoesOnBothCanvases() {
        SceneCollection arranged = scenes().arranged(BY);
        SceneCollection more = arranged.addSource("s", source("new"), Place.TOP_LEFT);
        assertThat(more.arranged(BY).scene("s").orElseThrow().on(true).rows())
                .containsExactly("new", "logo", "camera", "screen");
        SceneCollection grouped = new RowEdits(arranged, "s", /* second= */ true).group(List.of("logo", "camera"), "g");
        SceneCollection fewer = new RowEdits(grouped, "s", /* second= */ true).exclude("g");
        assertThat(fewer.sources()).extracting(SavedSource::id).containsExactly("screen");
        assertThat(tall(fewer).rows()).containsExactly("screen");
        assertThat(fewer.consistent()).isTrue();
        SceneCollection copy = grouped.duplicateScene("s", "t");
        assertThat(copy.scene("t").orElseThrow().second())
                .isEqualTo(copy.scene("s").orElseThrow().second());
    }
}
