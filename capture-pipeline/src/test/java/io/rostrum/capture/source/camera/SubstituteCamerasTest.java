package io.rostrum.capture.source.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.CollectingSink;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.effects.picture.FramePool;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The substitute keeps what a real driver keeps, and shows what a camera does on a bad day.
final class SubstituteCamerasTest extends CameraDriverContract {
    private final SubstituteCameras cameras = new SubstituteCameras(SIZE, RATE);

    @BeforeEach
    void plugOneIn() {
        cameras.plug("one", 0xFF20C040);
    }

    @Override
    protected CameraDriver driver() {
        return cameras;
    }

    @Override
    protected CameraInfo missing() {
        return new CameraInfo("two", "Second camera", "/dev/video9", List.of());
    }

    @Override
    protected void takeAway() {
        cameras.unplug("one");
    }

    @Override
    protected String cameraName() {
        return "Substitute one";
    }

    private void assertRefused(CameraChoice choice, Reason reason, String message) {
        try (FramePool pool = new FramePool();
                CollectingSink sink = new CollectingSink();
                CameraSource source = new CameraSource(new CameraDevices(cameras), choice, SIZE, RATE, pool)) {
            assertThatThrownBy(() -> source.start(MediaClock.startingNow(), sink))
                    .asInstanceOf(InstanceOfAssertFactories.type(DeviceException.class))
                    .satisfies(why -> {
                        assertThat(why.reason()).isEqualTo(reason);
                        assertThat(why).hasMessageContaining(message);
                    });
        }
        assertThat(cameras.open()).isZero();
    }

    @Test
    void aCameraThatAnotherProgramHoldsIsBusy() {
        cameras.held(true);
        assertRefused(new CameraChoice(""), Reason.BUSY, "held by another program");
    }

    @Test
    void aForbiddenCameraIsForbidden() {
        cameras.forbidden(true);
        assertRefused(new CameraChoice("one"), Reason.PERMISSION_DENIED, "forbidden");
    }

    @Test
    void anUnknownNameIsAnsweredWithThoseThatExist() {
        assertRefused(
                new CameraChoice("two"),
                Reason.NOT_FOUND,
                "camera: two (expected: one of one (Substitute one, /dev/video0))");
    }

    @Test
    void aMachineWithoutCamerasIsToldSo() {
        cameras.unplug("one");
        assertRefused(new CameraChoice(""), Reason.NOT_FOUND, "camera: none on this machine; plug one in");
    }

    @Test
    void aCameraFromWhichNothingComesIsLost() throws Exception {
        cameras.silent(true);
        try (FramePool pool = new FramePool();
                CollectingSink sink = new CollectingSink();
                CameraSource source =
                        new CameraSource(new CameraDevices(cameras), new CameraChoice(""), SIZE, RATE, pool)) {
            source.start(MediaClock.startingNow(), sink);
            assertThat(sink.awaitLost()).hasMessageContaining("no picture for 4 s");
        }
    }

    @Test
    void whatWasSetIsSetAtOnceAndAgainWhenTheCameraComesBack() throws Exception {
        CameraSettings settings = new CameraSettings(Map.of("Brightness", 40));
        assertThat(settings.controls()).isEmpty();
        start(settings);
        assertThat(brightness()).isEqualTo(40);

        settings.set("Brightness", 200);
        assertThat(brightness()).isEqualTo(200);
        assertThat(settings.controls()).extracting(CameraControl::value).containsExactly(200);

        cameras.unplug("one");
        settings.set("Brightness", 220);
        cameras.plug("one", 0xFF20C040);
        assertThat(brightness()).as("what a camera begins with").isEqualTo(128);
        start(settings);
        assertThat(brightness()).isEqualTo(220);
    }

    private int brightness() {
        return cameras.controls(cameras.list().getFirst()).getFirst().value();
    }

    private void start(CameraSettings settings) throws Exception {
        try (FramePool pool = new FramePool();
                CollectingSink sink = new CollectingSink();
                CameraSource source = new CameraSource(
                        new CameraDevices(cameras), new CameraChoice(""), settings, SIZE, RATE, pool)) {
            source.start(MediaClock.startingNow(), sink);
        }
    }

    @Test
    void theChosenCameraIsMeantWhereverItComesBackAndNoOther() throws Exception {
        CameraChoice choice = new CameraChoice("/dev/video0");
        choice.keep(choice.among(cameras.list()));
        cameras.unplug("one");
        cameras.plug("other", 0xFF0000FF);
        assertRefused(choice, Reason.NOT_FOUND, "camera Substitute one is not plugged in");
        cameras.plug("one", 0xFF20C040);
        assertThat(choice.among(cameras.list()).address()).isEqualTo("/dev/video2");
    }

    @Test
    void aCameraIsCalledByIdAddressOrName() throws Exception {
        cameras.plug("two", 0xFF0000FF);
        for (String text : List.of("two", "/dev/video1", "video1", "substitute TWO")) {
            assertThat(new CameraChoice(text).among(cameras.list()).id()).isEqualTo("two");
        }
        assertThat(new CameraChoice("").among(cameras.list()).id()).isEqualTo("one");
    }
}
