package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trc;

import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.engine.StudioSnapshot.SceneView;
import io.rostrum.studio.engine.StudioSnapshot.Scenes;
import io.rostrum.studio.engine.ViewDesk.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.layout.Pane;

/// What comes next and the programme, large, and below them every scene, small. A click on a scene
/// shows it, or
/// prepares it in studio mode, where a second click shows it; one on what comes next takes it.
final class MultiviewPane extends Pane {
    private static final double GAP = 4;
    private static final double SHAPE = 16.0 / 9;
    private static final int FEW = 8;
    private static final int LEAST_COLUMNS = 4;
    private static final int SMALL_RATE = 15;
    private static final int LARGE_RATE = 30;

    private final Studio studio;
    private final MonitorCell next;
    private final MonitorCell programme;
    private final Map<String, MonitorCell> scenes = new LinkedHashMap<>();
    private boolean on = true;
    private boolean safe;

    MultiviewPane(Studio studio) {
        this.studio = studio;
        getStyleClass().add("multiview");
        Runnable take = studio.scenes()::take;
        next = new MonitorCell(studio.views().open(new Target.Preview(), LARGE_RATE), take, () -> {});
        programme = new MonitorCell(studio.views().open(new Target.Programme(), LARGE_RATE), () -> {}, () -> {});
        getChildren().addAll(next, programme);
    }

    /// Brings names and outlines up to date; opens and closes views of scenes that came and went.
    void update(StudioSnapshot snapshot) {
        Scenes now = snapshot.scenes();
        List<String> ids = now.list().stream().map(SceneView::id).toList();
        if (!List.copyOf(scenes.keySet()).equals(ids)) {
            follow(ids);
        }
        boolean live = snapshot.live() instanceof Live.On;
        Tone onAir = live ? Tone.LIVE : Tone.ACCENT;
        String said = live ? tr("On air") : tr("Programme");
        programme.update(name(now, now.shown()), onAir, said);
        boolean comes = !now.next().isEmpty();
        String soon = now.studio() ? tr("Preview") : trc("scene", "Next");
        next.update(comes ? name(now, now.next()) : tr("no other scene"), comes ? Tone.OK : Tone.NEUTRAL, soon);
        for (SceneView scene : now.list()) {
            MonitorCell cell = scenes.get(scene.id());
            if (cell == null) {
                continue;
            }
            boolean shown = scene.id().equals(now.shown());
            boolean isNext = scene.id().equals(now.next());
            cell.update(
                    scene.name(), shown ? onAir : isNext ? Tone.OK : Tone.NEUTRAL, shown ? said : isNext ? soon : "");
        }
    }

    private static String name(Scenes scenes, String id) {
        return scenes.list().stream()
                .filter(scene -> scene.id().equals(id))
                .map(SceneView::name)
                .findFirst()
                .orElse("");
    }

    private void follow(List<String> ids) {
        Map<String, MonitorCell> before = Map.copyOf(scenes);
        scenes.clear();
        for (String id : ids) {
            MonitorCell known = before.get(id);
            scenes.put(id, known != null ? known : cell(id));
        }
        before.forEach((id, cell) -> {
            if (!scenes.containsKey(id)) {
                cell.close();
            }
        });
        getChildren().setAll(next, programme);
        getChildren().addAll(scenes.values());
    }

    private MonitorCell cell(String id) {
        MonitorCell cell = new MonitorCell(
                studio.views().open(new Target.Scene(id), SMALL_RATE),
                () -> studio.scenes().show(id),
                () -> studio.scenes().appear(id));
        cell.setOn(on);
        return cell;
    }

    /// Asks for pictures, or for none while nobody can see them.
    void setOn(boolean seen) {
        on = seen;
        next.setOn(seen);
        programme.setOn(seen);
        scenes.values().forEach(cell -> cell.setOn(seen));
    }

    void showSafe(boolean shown) {
        safe = shown;
        next.showSafe(shown);
        programme.showSafe(shown);
    }

    boolean showsSafe() {
        return safe;
    }

    /// Closes its views.
    void close() {
        next.close();
        programme.close();
        scenes.values().forEach(MonitorCell::close);
    }

    @Override
    protected void layoutChildren() {
        int count = Math.max(1, scenes.size());
        int columns = count <= FEW ? LEAST_COLUMNS : (int) Math.ceil(Math.sqrt(2.0 * count));
        int rows = (count + columns - 1) / columns;
        // the large ones are half as wide as all, the small ones one column
        double high = (0.5 + (double) rows / columns) / SHAPE;
        double width = Math.min(getWidth(), (getHeight() - rows * GAP) / high);
        double left = (getWidth() - width) / 2;
        double large = (width - GAP) / 2;
        double largeHigh = large / SHAPE;
        double small = (width - (columns - 1) * GAP) / columns;
        double smallHigh = small / SHAPE;
        double top = Math.max(0, (getHeight() - largeHigh - rows * (smallHigh + GAP)) / 2);
        place(next, left, top, large, largeHigh);
        place(programme, left + large + GAP, top, large, largeHigh);
        int i = 0;
        for (MonitorCell cell : scenes.values()) {
            int row = i / columns;
            int column = i % columns;
            double y = top + largeHigh + GAP + row * (smallHigh + GAP);
            place(cell, left + column * (small + GAP), y, small, smallHigh);
            i++;
        }
    }

    /// On whole pixels.
    private void place(MonitorCell cell, double x, double y, double width, double height) {
        double left = snapPositionX(x);
        double top = snapPositionY(y);
        cell.resizeRelocate(left, top, snapPositionX(x + width) - left, snapPositionY(y + height) - top);
    }
}
