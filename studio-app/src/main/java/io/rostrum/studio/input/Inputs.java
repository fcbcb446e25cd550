package io.rostrum.studio.input;

import io.rostrum.capture.audio.AudioSource;
import io.rostrum.capture.audio.source.GeneratedAudioSource;
import io.rostrum.capture.ffmpeg.audio.AudioDevices;
import io.rostrum.capture.ffmpeg.camera.FfmpegCameraDriver;
import io.rostrum.capture.media.MediaFile;
import io.rostrum.capture.media.MediaPlaylist;
import io.rostrum.capture.screen.ScreenSource;
import io.rostrum.capture.source.Source;
import io.rostrum.capture.source.camera.CameraChoice;
import io.rostrum.capture.source.camera.CameraDevices;
import io.rostrum.capture.source.camera.CameraSettings;
import io.rostrum.capture.source.camera.CameraSource;
import io.rostrum.capture.source.drawn.LiveDrawing;
import io.rostrum.capture.source.image.ImageSource;
import io.rostrum.capture.source.testcard.TestCardSource;
import io.rostrum.capture.source.web.Chromium;
import io.rostrum.capture.source.web.LivePage;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Rational;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// Turns what the options name into sources; a file that is both seen and heard is played once.
public final class Inputs {
    private static final double TONE_HERTZ = 1_000;

    private final VideoInput video;
    private final List<AudioInput> sounds;
    private final PictureSize size;
    private final Rational frameRate;
    private final Map<Path, MediaFile> files = new HashMap<>();
    private final Map<SourceSpec, MediaPlaylist> playlists = new HashMap<>();

    /// @param sounds    each once
    /// @param size      of the programme
    /// @param frameRate of the programme
    /// @param loop      whether media files are played again and again
    public Inputs(VideoInput video, List<AudioInput> sounds, PictureSize size, Rational frameRate, boolean loop) {
        this.video = video;
        this.sounds = List.copyOf(sounds);
        this.size = size;
        this.frameRate = frameRate;
        if (video instanceof VideoInput.Media(Path file)) {
            files.put(file, new MediaFile(file, loop, size, frameRate, wanted(file)));
        }
        if (video instanceof VideoInput.Playlist(SourceSpec spec)) {
            playlists.put(spec, Playlists.of(spec, size, frameRate, wanted(spec)));
        }
        for (AudioInput sound : sounds) {
            if (sound instanceof AudioInput.Playlist(SourceSpec spec)) {
                playlists.computeIfAbsent(spec, list -> Playlists.of(list, size, frameRate, wanted(list)));
            }
            if (sound instanceof AudioInput.Media(Path file)) {
                files.computeIfAbsent(file, path -> new MediaFile(path, loop, size, frameRate, wanted(path)));
            }
        }
    }

    private Set<MediaKind> wanted(Path file) {
        Set<MediaKind> wanted = EnumSet.noneOf(MediaKind.class);
        if (video instanceof VideoInput.Media(Path seen) && seen.equals(file)) {
            wanted.add(MediaKind.VIDEO);
        }
        if (sounds.contains(new AudioInput.Media(file))) {
            wanted.add(MediaKind.AUDIO);
        }
        return wanted;
    }

    private Set<MediaKind> wanted(SourceSpec playlist) {
        Set<MediaKind> wanted = EnumSet.noneOf(MediaKind.class);
        if (video.equals(new VideoInput.Playlist(playlist))) {
            wanted.add(MediaKind.VIDEO);
        }
        if (sounds.contains(new AudioInput.Playlist(playlist))) {
            wanted.add(MediaKind.AUDIO);
        }
        return wanted;
    }

    /// {@return makes the source of pictures}
    ///
    /// @param browser draws it, if it is a web page
    public Function<FramePool, Source> video(Chromium browser) {
        return video(new CameraSettings(Map.of()), browser);
    }

    /// {@return makes the source of pictures}
    ///
    /// @param settings done on a camera, if it is one
    /// @param browser  draws it, if it is a web page
    public Function<FramePool, Source> video(CameraSettings settings, Chromium browser) {
        return switch (video) {
            case VideoInput.None() -> throw new IllegalStateException("video: none (expected: a source)");
            case VideoInput.TestCard() -> pool -> new TestCardSource(size, frameRate, pool);
            case VideoInput.Drawn(SourceSpec spec) -> {
                LiveDrawing drawing = drawing(spec, size);
                yield pool -> drawing.source(video.label(), pool);
            }
            case VideoInput.WebPage(SourceSpec spec) -> {
                LivePage page = new LivePage(WebPages.of(spec, size, frameRate), browser);
                yield pool -> page.source(video.label(), pool);
            }
            case VideoInput.Image(Path file) -> pool -> ImageSource.of(file, pool);
            case VideoInput.Camera(String id) -> camera(id, settings);
            case VideoInput.Screen(var target) -> pool -> ScreenSource.of(target, frameRate, pool);
            case VideoInput.Media(Path file) -> media(file)::video;
            case VideoInput.Playlist(SourceSpec spec) -> playlist(spec)::video;
        };
    }

    /// {@return what is drawn here, by the clock of this machine}
    ///
    /// @param size of the pictures
    public static LiveDrawing drawing(SourceSpec spec, PictureSize size) {
        return new LiveDrawing(Drawings.of(spec), size, InstantSource.system());
    }

    /// Each source it makes is of the camera that the first one found.
    private Function<FramePool, Source> camera(String id, CameraSettings settings) {
        CameraDevices devices = new CameraDevices(FfmpegCameraDriver.ofThisSystem());
        CameraChoice choice = new CameraChoice(id);
        return pool -> new CameraSource(devices, choice, settings, size, frameRate, pool);
    }

    /// {@return makes a source of sound}
    ///
    /// @param sound one of those that it was made with
    public Supplier<AudioSource> audio(AudioInput sound) {
        return switch (sound) {
            case AudioInput.None() -> throw new IllegalStateException("audio: none (expected: a source)");
            case AudioInput.Tone() -> () -> GeneratedAudioSource.tone(TONE_HERTZ);
            case AudioInput.TestCard() -> GeneratedAudioSource::testCardBeep;
            case AudioInput.Media(Path file) -> media(file)::audio;
            case AudioInput.Playlist(SourceSpec spec) -> playlist(spec)::audio;
            case AudioInput.Device(String id) -> () -> new AudioDevices().device(id);
            case AudioInput.Desktop() -> () -> new AudioDevices().desktop();
        };
    }

    private MediaPlaylist playlist(SourceSpec spec) {
        return Objects.requireNonNull(playlists.get(spec), "a playlist that was named as a source");
    }

    private MediaFile media(Path file) {
        MediaFile found = files.get(file);
        if (found == null) {
            throw new IllegalStateException("file: " + file + " (expected: one that was named as a source)");
        }
        return found;
    }
}
