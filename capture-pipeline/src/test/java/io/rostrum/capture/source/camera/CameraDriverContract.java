package io.rostrum.capture.source.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.source.CollectingSink;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What every driver has to keep. The driver under test has one camera, of 320x240 at 30 pictures a second.
public abstract class CameraDriverContract {
    protected static final PictureSize SIZE = new PictureSize(320, 240);
    protected static final Rational RATE = new Rational(30, 1);

    private final FramePool pool = new FramePool();
    private final MediaClock clock = MediaClock.startingNow();

    protected abstract CameraDriver driver();

    /// {@return a camera of this system that is not there}
    protected abstract CameraInfo missing();

    /// Takes the camera away while it may be open.
    protected abstract void takeAway();

    @AfterEach
    void everyFrameWasClosed() {
        pool.close();
        assertThat(pool.outstanding()).isZero();
    }

    private CameraSource source(PictureSize size) {
        return new CameraSource(new CameraDevices(driver()), new CameraChoice(""), size, RATE, pool);
    }

    @Test
    void listsTheCameraWithItsNameAndFormats() {
        assertThat(driver().list()).singleElement().satisfies(camera -> {
            assertThat(camera.id()).isNotBlank();
            assertThat(camera.name()).isNotBlank();
            assertThat(camera.formats()).extracting(CameraFormat::size).contains(SIZE);
        });
    }

    @Test
    void deliversOpaquePicturesInOrderAndCanBeOpenedAgain() throws Exception {
        for (int opening = 0; opening < 2; opening++) {
            try (CollectingSink sink = new CollectingSink();
                    CameraSource source = source(SIZE)) {
                source.start(clock, sink);
                for (int i = 0; i < 5; i++) {
                    sink.next(frame -> {
                        assertThat(frame.size()).isEqualTo(SIZE);
                        assertThat(frame.opaque()).isTrue();
                        assertThat(frame.ptsNanos()).isBetween(0L, clock.nanoTime());
                    });
                }
            }
        }
    }

    @Test
    void aMissingCameraIsNotFound() {
        assertThatThrownBy(() -> driver().open(missing(), null))
                .asInstanceOf(InstanceOfAssertFactories.type(DeviceException.class))
                .satisfies(why -> {
                    assertThat(why.reason()).isEqualTo(Reason.NOT_FOUND);
                    assertThat(why).hasMessageContaining(missing().name());
                });
    }

    @Test
    void whatCannotBeSetIsRefusedInWords() {
        assertThatThrownBy(() -> driver().set(missing(), "Brightness", 1))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining(missing().name());
        CameraInfo there = driver().list().getFirst();
        assertThatThrownBy(() -> driver().set(there, "No such thing", 1))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining(there.name());
    }

    @Test
    void everyControlThatIsListedCanBeSet() throws Exception {
        CameraInfo there = driver().list().getFirst();
        for (CameraControl control : driver().controls(there)) {
            driver().set(there, control.name(), control.maximum());
            assertThat(driver().controls(there))
                    .filteredOn(again -> again.name().equals(control.name()))
                    .extracting(CameraControl::value)
                    .containsExactly(control.maximum());
        }
    }

    @Test
    void aCameraThatIsTakenAwayIsLost() throws Exception {
        try (CollectingSink sink = new CollectingSink();
                CameraSource source = source(SIZE)) {
            source.start(clock, sink);
            sink.next(frame -> assertThat(frame.size()).isEqualTo(SIZE));
            takeAway();
            DeviceException why = sink.awaitLost();
            assertThat(why.reason()).isEqualTo(Reason.LOST);
            assertThat(why).hasMessageContaining(cameraName());
        }
    }

    /// {@return the name of the camera}
    protected abstract String cameraName();
}
