package io.rostrum.capture.source.camera;

import java.util.List;

/// A camera as the system lists it.
///
/// @param id      names this very camera, also after it was plugged in again elsewhere where the system can tell:
///                `usb-046d_HD_Pro_Webcam_C920_1A2B3C4D-video-index0`
/// @param name    what people call it, the card's name: `HD Pro Webcam C920`
/// @param address where the system has it now: `/dev/video0`
/// @param formats what it delivers; empty when the system does not say, or forbids to ask
public record CameraInfo(String id, String name, String address, List<CameraFormat> formats) {
    public CameraInfo {
        formats = List.copyOf(formats);
    }

    /// {@return whether a user who writes `text` may mean this one: id, address (also without its folder) or name}
    boolean isCalled(String text) {
        return id.equals(text)
                || address.equals(text)
                || address.endsWith("/" + text)
                || name.equalsIgnoreCase(text.strip());
    }
}
