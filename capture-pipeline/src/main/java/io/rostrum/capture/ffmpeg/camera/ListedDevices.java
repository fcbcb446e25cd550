package io.rostrum.capture.ffmpeg.camera;

import static org.bytedeco.ffmpeg.global.avdevice.avdevice_free_list_devices;
import static org.bytedeco.ffmpeg.global.avdevice.avdevice_list_input_sources;
import static org.bytedeco.ffmpeg.global.avdevice.avdevice_register_all;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;

import io.rostrum.capture.ffmpeg.FfmpegProgram;
import io.rostrum.capture.source.camera.CameraInfo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avdevice.AVDeviceInfo;
import org.bytedeco.ffmpeg.avdevice.AVDeviceInfoList;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/// What FFmpeg knows of a system's cameras: by its library, and by what its program prints.
final class ListedDevices {
    private static final long ANSWER_SECONDS = 10;

    private ListedDevices() {}

    /// {@return what libavdevice lists of video, without formats; empty when it lists nothing}
    static List<CameraInfo> of(String device) {
        avdevice_register_all();
        AVInputFormat format = av_find_input_format(device);
        if (format == null || format.isNull()) {
            return List.of();
        }
        List<CameraInfo> cameras = new ArrayList<>();
        try (PointerPointer<AVDeviceInfoList> result = new PointerPointer<AVDeviceInfoList>(1).put(0, null)) {
            if (avdevice_list_input_sources(format, (BytePointer) null, (AVDictionary) null, result) < 0) {
                return List.of();
            }
            AVDeviceInfoList list = new AVDeviceInfoList(result.get(0));
            for (int i = 0; i < list.nb_devices(); i++) {
                AVDeviceInfo info = list.devices(i);
                if (isVideo(info)) {
                    String id = text(info.device_name());
                    cameras.add(new CameraInfo(id, text(info.device_description()), id, List.of()));
                }
            }
            avdevice_free_list_devices(result);
        }
        return cameras;
    }

    private static boolean isVideo(AVDeviceInfo info) {
        for (int i = 0; i < info.nb_media_types(); i++) {
            if (info.media_types().get(i) == AVMEDIA_TYPE_VIDEO) {
                return true;
            }
        }
        return false;
    }

    private static String text(BytePointer pointer) {
        return pointer == null || pointer.isNull() ? "" : pointer.getString();
    }

    /// {@return the lines that the program `ffmpeg` prints about devices; empty when it does not answer}
    static List<String> said(String... arguments) {
        List<String> command = new ArrayList<>(List.of(FfmpegProgram.path().toString(), "-hide_banner", "-nostdin"));
        command.addAll(List.of(arguments));
        try {
            Process program = new ProcessBuilder(command).start();
            try (BufferedReader lines = program.errorReader()) {
                return lines.lines().toList();
            } catch (UncheckedIOException e) {
                return List.of();
            } finally {
                if (!program.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
                    program.destroyForcibly();
                }
            }
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
