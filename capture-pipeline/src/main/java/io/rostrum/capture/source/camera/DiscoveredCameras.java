package io.rostrum.capture.source.camera;

import com.github.sarxos.webcam.WebcamDevice;
import com.github.sarxos.webcam.WebcamDiscoverySupport;
import com.github.sarxos.webcam.WebcamDriver;
import java.util.List;

/// Our driver as Webcam Capture sees it.
final class DiscoveredCameras implements WebcamDriver, WebcamDiscoverySupport {
    private final CameraDriver driver;

    DiscoveredCameras(CameraDriver driver) {
        this.driver = driver;
    }

    @Override
    public List<WebcamDevice> getDevices() {
        return driver.list().stream()
                .<WebcamDevice>map(camera -> new DiscoveredCamera(driver, camera))
                .toList();
    }

    @Override
    public boolean isThreadSafe() {
        return true;
    }

    @Override
    public long getScanInterval() {
        return CameraDevices.SCAN_MILLIS;
    }

    @Override
    public boolean isScanPossible() {
        return true;
    }
}
