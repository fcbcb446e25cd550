package io.rostrum.studio.engine;

import io.rostrum.capture.scene.CanvasStats;
import io.rostrum.capture.session.Programme;
import io.rostrum.capture.session.ProgrammeCanvas;
import io.rostrum.effects.blur.BlurSettings;
import io.rostrum.effects.filter.FilterSettings;
import io.rostrum.effects.filter.FilterSpec;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.engine.StudioSnapshot.SecondCanvas;
import java.util.List;

/// The second canvas of a programme. The filters of the whole picture are on it, too; one that hides
/// regions of the programme hides all of this canvas, for what it hides is somewhere else here.
final class LiveCanvas {
    private static final String ALL_HIDDEN = "blur=all,radius=200";

    private final ProgrammeCanvas canvas;
    private final FilterList filters;

    /// @param whole filters of the whole picture
    LiveCanvas(Programme programme, PictureSize size, List<FilterSetting> whole) {
        filters = new FilterList(adapted(whole));
        canvas = programme.addCanvas(size, filters.filter());
    }

    void filter(List<FilterSetting> whole) {
        filters.set(adapted(whole));
    }

    private static List<FilterSetting> adapted(List<FilterSetting> whole) {
        return whole.stream()
                .map(setting -> hidesRegions(setting) ? new FilterSetting(ALL_HIDDEN, setting.enabled()) : setting)
                .toList();
    }

    private static boolean hidesRegions(FilterSetting setting) {
        try {
            return FilterSpec.parse(setting.spec()).settings() instanceof FilterSettings.Blur blur
                    && blur.settings() instanceof BlurSettings.Regions;
        } catch (IllegalArgumentException e) {
            return false; // the list says why it cannot be read, and hides all of it where it should hide something
        }
    }

    ProgrammeCanvas canvas() {
        return canvas;
    }

    PictureSize size() {
        return canvas.scenes().size();
    }

    SecondCanvas view() {
        CanvasStats stats = canvas.scenes().stats();
        return new SecondCanvas(size(), stats.renderMillis(), stats.droppedFull());
    }
}
