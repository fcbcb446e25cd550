package io.rostrum.studio.window;

import io.rostrum.effects.blur.BlurSettings;
import io.rostrum.effects.filter.FilterSettings;
import io.rostrum.effects.picture.PictureRect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The first area that a filter hides; it is the one that can be set here.
final class HiddenArea {
    private HiddenArea() {}

    /// {@return the area in pixels of the picture that the filter works on; empty where it hides none}
    static Optional<PictureRect> of(FilterSettings settings) {
        return settings instanceof FilterSettings.Blur(BlurSettings.Regions blur)
                        && !blur.regions().isEmpty()
                ? Optional.of(blur.regions().getFirst())
                : Optional.empty();
    }

    /// {@return the same filter with its first area there; others stay as they are}
    static FilterSettings moved(FilterSettings settings, PictureRect to) {
        List<PictureRect> areas = new ArrayList<>(List.of(to));
        int radius = 0;
        if (settings instanceof FilterSettings.Blur(BlurSettings blur)) {
            radius = blur.radius();
            if (blur instanceof BlurSettings.Regions regions) {
                areas.addAll(regions.regions().subList(1, regions.regions().size()));
            }
        }
        return new FilterSettings.Blur(new BlurSettings.Regions(areas, radius));
    }
}
