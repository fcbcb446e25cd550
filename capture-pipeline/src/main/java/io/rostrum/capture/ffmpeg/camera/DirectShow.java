package io.rostrum.capture.ffmpeg.camera;

import io.rostrum.capture.source.camera.CameraControl;
import io.rostrum.capture.source.camera.CameraFormat;
import io.rostrum.capture.source.camera.CameraInfo;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Windows: DirectShow lists by libavdevice; a camera's formats are read once from what the program `ffmpeg` prints of
/// them. Built by the documents, not tried on Windows yet.
final class DirectShow implements CameraSystem {
    /// `pixel_format=yuyv422  min s=640x480 fps=15 max s=640x480 fps=30`; other lines say the colours too, and follow
    /// one that does not.
    private static final Pattern FORMAT = Pattern.compile(
            "(pixel_format|vcodec)=(\\S+)\\s+min s=\\d+x\\d+ fps=[\\d.]+ max s=(\\d+x\\d+) fps=([\\d.]+)(?: .*)?");

    private final Map<String, List<CameraFormat>> formats = new ConcurrentHashMap<>();

    @Override
    public List<CameraInfo> list() {
        List<CameraInfo> listed = ListedDevices.of("dshow");
        formats.keySet()
                .retainAll(Set.copyOf(listed.stream().map(CameraInfo::id).toList()));
        return listed.stream()
                .map(camera -> new CameraInfo(
                        camera.id(),
                        camera.name(),
                        camera.address(),
                        formats.computeIfAbsent(
                                camera.id(),
                                id -> formats(ListedDevices.said(
                                        "-f", "dshow", "-list_options", "true", "-i", "video=" + id)))))
                .toList();
    }

    static List<CameraFormat> formats(List<String> lines) {
        return lines.stream()
                .map(line ->
                        FORMAT.matcher(line.substring(line.indexOf(']') + 1).strip()))
                .filter(Matcher::matches)
                .map(match -> new CameraFormat(
                        match.group(2),
                        match.group(1).equals("vcodec"),
                        PictureSize.parse(match.group(3)),
                        Rational.parse(match.group(4))))
                .distinct()
                .toList();
    }

    @Override
    public List<CameraControl> controls(CameraInfo camera) {
        return List.of();
    }

    @Override
    public Input input(CameraInfo camera, @Nullable CameraFormat format) {
        Map<String, String> options = format == null
                ? Map.of()
                : Map.of(
                        format.compressed() ? "vcodec" : "pixel_format",
                        format.encoding(),
                        "video_size",
                        format.size().toString(),
                        "framerate",
                        format.rate().toString());
        return new Input("dshow", "video=" + camera.address(), options);
    }

    @Override
    public String permissionRemedy() {
        return "allow desktop apps to use the camera under Settings, Privacy, Camera";
    }
}
