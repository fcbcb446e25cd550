package io.rostrum.capture.source.slides;

import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.capture.source.color.ColorDrawing;
import io.rostrum.capture.source.drawn.Drawing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Pictures of folders or of a list, one after the other. Those that cannot be read are left out, and it is said. A
/// folder is looked through anew each time its pictures begin again. Confined to the painter's thread.
public final class SlideshowDrawing implements Drawing {
    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "wbmp");
    private static final Duration STEP_OF_FADE = Duration.ofMillis(33);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final ColorDrawing NOTHING = new ColorDrawing(0);

    private final Settings settings;
    private final RandomGenerator random;
    private List<Path> order = List.of();
    private int index = -1;
    private @Nullable Slide before;
    private @Nullable Slide shown;
    private Instant since = Instant.MIN;
    private int turns;
    private Optional<String> trouble = Optional.empty();

    /// What is shown and how.
    ///
    /// @param entries pictures, and folders of pictures
    /// @param each    how long a picture is seen, without the fade to the next one
    /// @param fade    from one to the next; zero for a cut
    /// @param shuffle whether the order is drawn by lot; otherwise folders are in the order of their files' names
    /// @param loop    whether it begins again after the last one, which stays otherwise
    public record Settings(List<Path> entries, Duration each, Duration fade, boolean shuffle, boolean loop) {
        public static final Duration LEAST = Duration.ofMillis(100);
        public static final Duration MOST = Duration.ofDays(1);

        public Settings {
            entries = List.copyOf(entries);
            if (each.compareTo(LEAST) < 0 || each.compareTo(MOST) > 0) {
                throw new IllegalArgumentException(
                        "slideshow seconds: " + each.toMillis() / 1000.0 + " (expected: 0.1 seconds to a day)");
            }
            if (fade.isNegative() || fade.compareTo(each) > 0) {
                throw new IllegalArgumentException("slideshow fade: " + fade.toMillis() / 1000.0
                        + " (expected: 0 to the " + each.toMillis() / 1000.0 + " seconds of a picture)");
            }
        }
    }

    /// @param random for the order
    public SlideshowDrawing(Settings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    @Override
    public Drawing after(Drawing other) {
        if (other instanceof SlideshowDrawing was
                && was.settings.entries().equals(settings.entries())
                && was.settings.shuffle() == settings.shuffle()) {
            order = was.order;
            index = was.index;
            before = was.before;
            shown = was.shown;
            since = was.since;
            trouble = was.trouble;
        }
        return this;
    }

    @Override
    public void turn(int pages) {
        turns += pages;
    }

    @Override
    public Moment at(Instant now) {
        if (turns != 0) {
            advance(turns, now);
            turns = 0;
        } else if (shown == null || (!since.plus(settings.each()).isAfter(now) && goesOn())) {
            advance(1, now);
        }
        Slide slide = shown;
        if (slide == null) {
            return new Moment(NOTHING, LOOK_AGAIN, "", trouble);
        }
        String caption = "picture " + (index + 1) + " of " + order.size();
        Slide from = before;
        Duration on = Duration.between(since, now);
        if (from != null && on.compareTo(settings.fade()) < 0) {
            int share = (int)
                    (Fade.ALL * on.toMillis() / Math.max(1, settings.fade().toMillis()));
            return new Moment(new Fade(from, slide, Math.clamp(share, 0, Fade.ALL)), STEP_OF_FADE, caption, trouble);
        }
        before = null;
        Duration left = goesOn() ? settings.each().minus(on) : Moment.ALWAYS;
        return new Moment(slide, left.isPositive() ? left : Duration.ofMillis(1), caption, trouble);
    }

    private boolean goesOn() {
        return order.size() > 1 && (settings.loop() || index + 1 < order.size());
    }

    /// Goes over to the next picture that can be read.
    ///
    /// @param steps below 0 for an earlier one
    private void advance(int steps, Instant now) {
        boolean anew = order.isEmpty() || index + steps >= order.size();
        if (anew) {
            order = list();
            index = -1;
        }
        int direction = Integer.signum(steps);
        int at = anew ? 0 : Math.floorMod(index + steps, order.size());
        List<String> broken = new ArrayList<>();
        for (int tried = 0; tried < order.size(); tried++) {
            try {
                Slide next = new Slide(order.get(at));
                before = settings.fade().isZero() ? null : shown;
                shown = next;
                index = at;
                since = now;
                if (anew || !broken.isEmpty()) {
                    trouble = leftOut(broken);
                }
                return;
            } catch (DeviceException e) {
                broken.add(String.valueOf(e.getMessage()));
                at = Math.floorMod(at + direction, order.size());
            }
        }
        since = now;
        trouble = Optional.of(
                broken.isEmpty()
                        ? "there are no pictures to show; put PNG or JPEG files into the folder"
                        : "none of the " + broken.size() + " pictures can be shown: " + broken.getFirst());
    }

    private static Optional<String> leftOut(List<String> broken) {
        return switch (broken.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of("left out: " + broken.getFirst());
            default -> Optional.of(broken.size() + " pictures are left out; the first: " + broken.getFirst());
        };
    }

    private List<Path> list() {
        List<Path> found = new ArrayList<>();
        for (Path entry : settings.entries()) {
            if (Files.isDirectory(entry)) {
                try (Stream<Path> files = Files.list(entry)) {
                    files.filter(SlideshowDrawing::isPicture)
                            .sorted(Comparator.comparing(
                                    file -> file.getFileName().toString().toLowerCase(Locale.ROOT)))
                            .forEach(found::add);
                } catch (IOException _) {
                    // as if it were empty, which is said
                }
            } else {
                found.add(entry);
            }
        }
        if (settings.shuffle()) {
            Collections.shuffle(found, Random.from(random));
        }
        return List.copyOf(found);
    }

    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1)) && Files.isRegularFile(file);
    }

    @Override
    public void open() throws DeviceException {
        for (Path entry : settings.entries()) {
            if (Files.exists(entry)) {
                return;
            }
        }
        throw new DeviceException(
                Reason.NOT_FOUND,
                "none of the pictures and folders of the slideshow is there; check the paths, such as "
                        + (settings.entries().isEmpty()
                                ? "none"
                                : settings.entries().getFirst()));
    }
}
