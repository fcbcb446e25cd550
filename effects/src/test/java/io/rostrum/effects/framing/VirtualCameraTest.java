package io.rostrum.effects.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rostrum.effects.framing.VirtualCamera.Faces;
import io.rostrum.effects.framing.VirtualCamera.View;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VirtualCameraTest {
    private static final double FRAME = 1 / 30.0;

    private final VirtualCamera camera = new VirtualCamera(new FramingSettings(0.5, 0.4));

    /// {@return a face of a fifth of the height}
    private static Optional<Faces> face(double x, double y) {
        return Optional.of(new Faces(x - 0.06, y - 0.1, x + 0.06, y + 0.1));
    }

    private View after(int frames, Optional<Faces> faces) {
        View view = View.WHOLE;
        for (int i = 0; i < frames; i++) {
            view = camera.follow(faces, FRAME);
        }
        return view;
    }

    @Test
    void theFirstPictureIsFramedAtOnce() {
        View view = camera.follow(face(0.4, 0.5), 0);
        assertThat(view.size()).isCloseTo(0.2 / 0.35, within(0.001));
        assertThat(view.x()).isCloseTo(0.4, within(0.001));
        assertThat(view.y()).as("the face is above the middle").isGreaterThan(0.5);
    }

    @Test
    void whoNodsMovesNothing() {
        View view = camera.follow(face(0.4, 0.5), 0);
        assertThat(after(30, face(0.42, 0.52))).isEqualTo(view);
        assertThat(after(30, face(0.38, 0.48))).isEqualTo(view);
    }

    @Test
    void whoWalksIsFollowedSoftlyAndNoFasterThanItMay() {
        double last = camera.follow(face(0.3, 0.5), 0).x();
        double lastStep = 0;
        double fastest = 0;
        for (int i = 0; i < 120; i++) {
            double now = camera.follow(face(0.7, 0.5), FRAME).x();
            double step = now - last;
            assertThat(step).isGreaterThan(-1e-9);
            assertThat(Math.abs(step - lastStep)).as("no jerk").isLessThan(0.004);
            fastest = Math.max(fastest, step);
            lastStep = step;
            last = now;
        }
        assertThat(fastest).isLessThanOrEqualTo(0.46 * FRAME + 1e-9).isGreaterThan(0.3 * FRAME);
        assertThat(last).isCloseTo(0.7, within(0.01));
    }

    @Test
    void theWholeIsSeenAgainSomeTimeAfterEverybodyLeft() {
        View view = camera.follow(face(0.4, 0.5), 0);
        assertThat(after(45, Optional.empty())).isEqualTo(view);
        assertThat(after(240, Optional.empty()).size()).isCloseTo(1, within(0.01));
    }

    @Test
    void neverIsAnythingBesideThePictureSeen() {
        View view = camera.follow(face(0.02, 0.97), 0);
        assertThat(view.x() - view.size() / 2).isGreaterThanOrEqualTo(0);
        assertThat(view.y() + view.size() / 2).isLessThanOrEqualTo(1);
        View far =
                new VirtualCamera(new FramingSettings(1, 1)).follow(Optional.of(new Faces(0.49, 0.48, 0.51, 0.52)), 0);
        assertThat(far.size()).isEqualTo(1.0 / 3);
    }
}
