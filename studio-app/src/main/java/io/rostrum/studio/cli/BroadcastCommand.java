package io.rostrum.studio.cli;

import io.rostrum.capture.audio.mixer.MixerInput;
import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.encode.AudioSettings;
import io.rostrum.capture.encode.SettingsAdvice;
import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.ffmpeg.FfmpegVideoEncoders;
import io.rostrum.capture.screen.ScreenSource;
import io.rostrum.capture.session.AudioPart;
import io.rostrum.capture.session.SessionState;
import io.rostrum.capture.session.VideoPart;
import io.rostrum.capture.source.screen.ScreenTarget;
import io.rostrum.capture.source.web.Chromium;
import io.rostrum.effects.filter.FilterChain;
import io.rostrum.effects.filter.FilterSpec;
import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import io.rostrum.studio.engine.OutputSetting;
import io.rostrum.studio.engine.OwnPicture;
import io.rostrum.studio.input.AudioInput;
import io.rostrum.studio.input.Inputs;
import io.rostrum.studio.input.Playlists;
import io.rostrum.studio.input.SourceSpec;
import io.rostrum.studio.input.VideoInput;
import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `rostrum broadcast`: one source of pictures, some of sound, filters, one encode, any number of targets.
@Command(
        name = "broadcast",
        description = "Captures, filters, encodes once, and sends to any number of targets.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, also after Ctrl-C",
            "1:failed at run time, or a target was not served: it failed, or was not connected at the end",
            "2:wrong usage"
        },
        footer = {
            "",
            "Filters, in the order given:",
            "  beauty=STRENGTH                    0..1; smooths and brightens skin   ,brighten=0.3,whiten=0,eyes=0",
            "  watermark=FILE|text:TEXT|clock     FILE: a picture with alpha",
            "    ,corner=top-left|top-right|bottom-left|bottom-right  ,margin=PIXELS  or  ,at=X:Y",
            "    ,size=0..1 of the height, or WxH pixels  ,opacity=0..1  ,color=RRGGBB",
            "  blur=background|all|X,Y,W,H        ,radius=PIXELS; X,Y,W,H in pixels of the programme",
            "  background=remove|color:RRGGBB|FILE  what is behind a person becomes black, a colour or a picture",
            "    ,edge=-1..1 (wider)  ,smoothness=0..1  ,spill=0..1 of the old background's light taken from the outline",
            "  lowlight=STRENGTH                  0..1; lifts dark pictures  ,denoise=0..1 of what flickers",
            "  autoframe=CLOSENESS                0..1; the picture follows the face  ,speed=0..1",
            "  chromakey=green|blue|RRGGBB        a backdrop of that colour becomes black",
            "    ,similarity=0..1  ,smoothness=0..1  ,spill=0..1 of the backdrop's light taken from what stays",
            "  colorkey=RRGGBB                    ,similarity=0..1  ,smoothness=0..1",
            "  lumakey=LOW                        0..1; what is darker becomes black  ,high=0..1  ,smoothness=0..1",
            "  lut=FILE                           .cube, or .png as a Hald CLUT or 64 squares  ,strength=0..1",
            "  color=brightness=-1..1             ,contrast=0..3  ,gamma=0.2..5  ,saturation=0..3  ,hue=-180..180",
            "    ,temperature=-1..1 (warm)  ,tint=-1..1 (magenta); any of them",
            "  sharpen=STRENGTH  crop=LEFT,TOP,RIGHT,BOTTOM  mask=FILE,invert=yes|no  scroll=ACROSS,DOWN  delay=MILLISECONDS",
            "Windows and screens: `xwininfo` and `xrandr` name them; a part of a window's title is enough.",
            "Cameras: `rostrum doctor` names them; without an ID the first one. One that was unplugged is shown again",
            "  when it is plugged in, into whichever socket.",
            "Six tracks are six mixes of the sound: --audio device --tracks 1,2 --audio music.mp3 --tracks 1 gives targets",
            "  with --track 2 the speech without the music.",
            "With --control, lines on standard input change a running broadcast:",
            "  add URL · remove N · restart N · record FILE · record stop · bitrate RATE · encoder NAME · stop · help"
        })
public final class BroadcastCommand implements Callable<Integer> {
    /// How figures are printed each second.
    enum Stats {
        none,
        text,
        json
    }

    /// Whether work is left out while the machine is too slow.
    enum Governor {
        on,
        off
    }

    /// How hard x264 works, from least to most.
    enum Preset {
        ultrafast,
        superfast,
        veryfast,
        faster,
        fast,
        medium
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--video",
            paramLabel = "SOURCE",
            defaultValue = "testcard",
            description =
                    "screen[:ID][+X,Y,WxH], window:ID|TITLE, camera[:ID], testcard, text:WORDS, text,from=file:FILE,"
                            + " color:#RRGGBB, clock:HH:mm, countdown:10m, slideshow:FOLDER, playlist:FILE|FOLDER, web:ADDRESS, a media file, a picture, a PDF, an HTML file, or"
                            + " none. Letters have options before the colon: text,size=48,color=#ffd84d,align=left:WORDS")
    private String video = "testcard";

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<HeardOptions> heard = new ArrayList<>();

    @Option(names = "--loop", description = "play a media file again and again")
    private boolean loop;

    @Option(
            names = "--filter",
            paramLabel = "FILTER",
            showDefaultValue = Visibility.NEVER,
            description = "beauty, watermark, blur, a key, lut or color, see below; may be repeated")
    private List<String> filters = new ArrayList<>();

    @Option(
            names = "--gpu",
            paramLabel = "MODE",
            defaultValue = "auto",
            description = "where filters run: auto, off or cpu-opencl")
    private String gpu = "auto";

    @Option(names = "--size", paramLabel = "WxH", defaultValue = "1280x720", description = "size of the programme")
    private String size = "1280x720";

    @Option(
            names = "--fps",
            paramLabel = "RATE",
            defaultValue = "30",
            description = "pictures a second: 30, 29.97 or 30000/1001")
    private String fps = "30";

    @Option(
            names = "--encoder",
            paramLabel = "NAME",
            defaultValue = VideoEncoders.AUTO,
            description = "auto: the best that works here; or the one to begin with, see `rostrum doctor`: nvenc, qsv,"
                    + " vaapi, v4l2m2m, amf, mf, videotoolbox, x264 or openh264; x265 (HEVC) and svtav1 (AV1) for"
                    + " targets that take Enhanced RTMP")
    private String encoder = VideoEncoders.AUTO;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            defaultValue = "veryfast",
            description = "how hard x264 works: ${COMPLETION-CANDIDATES}")
    private Preset preset = Preset.veryfast;

    @Option(
            names = "--bitrate",
            paramLabel = "RATE",
            defaultValue = "2500k",
            converter = Quantities.BitRate.class,
            description = "of the pictures, bits a second")
    private int bitsPerSecond;

    @Option(
            names = "--audio-bitrate",
            paramLabel = "RATE",
            defaultValue = "128k",
            converter = Quantities.BitRate.class,
            description = "of the sound, bits a second")
    private int audioBitsPerSecond;

    @Option(
            names = "--keyint",
            paramLabel = "TIME",
            defaultValue = "2s",
            converter = Quantities.Time.class,
            description = "from one key frame to the next")
    private Duration keyInterval = Duration.ofSeconds(2);

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<TargetOptions> targets = new ArrayList<>();

    @ArgGroup(exclusive = false)
    private @Nullable ForwardOptions forward;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "record fragmented MP4, beside targets or alone; never over a file: NAME-2 follows NAME")
    private @Nullable Path record;

    @Option(
            names = "--record-track",
            paramLabel = "N",
            defaultValue = "1",
            description = "the track, 1 to 6, whose sound is recorded; see --tracks")
    private int recordTrack = TrackSet.FIRST;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = Quantities.Time.class,
            description = "end after this time; without it Ctrl-C ends")
    private @Nullable Duration duration;

    @Option(
            names = "--stats",
            paramLabel = "none|text|json",
            description = "print figures each second (default: text on a terminal)")
    private @Nullable Stats stats;

    @Option(
            names = "--governor",
            paramLabel = "on|off",
            description = "while this machine is too slow, leave work out, what is seen least first: the rate of masks,"
                    + " their size, the size of beauty, and every second picture last")
    private Governor governor = Governor.on;

    @Option(
            names = "--check",
            description =
                    "connect to every target without publishing, look at encoder, disk and settings, say what would"
                            + " go wrong, and end")
    private boolean check;

    @Option(names = "--control", description = "read commands from standard input")
    private boolean control;

    private final Chromium browser = Chromium.forgetting();

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            return broadcast();
        } finally {
            browser.close();
        }
    }

    private int broadcast() throws IOException, InterruptedException {
        List<WantedTarget> wanted =
                usage(() -> targets.stream().map(TargetOptions::wanted).toList());
        if (wanted.isEmpty() && record == null && !control) {
            throw wrongUsage("nowhere to send (expected: --to URL, --record FILE or --control)");
        }
        Parts parts = usage(this::parts);
        if (parts.video() == null && parts.audio() == null) {
            throw wrongUsage("--video none and --audio none (expected: at least one of them)");
        }
        usage(() -> {
            requireSound(parts.audio(), wanted);
            return true;
        });
        if (parts.video() == null
                && wanted.stream().anyMatch(target -> !target.own().equals(OwnPicture.NONE))) {
            throw wrongUsage(
                    "--video none and --own-bitrate, --own-size or --watermark (expected: pictures to encode)");
        }
        if (parts.video() != null) {
            SettingsAdvice.of(parts.video().settings(), refreshHertz(VideoInput.parse(video)))
                    .forEach(advice -> say(advice.name() + ": " + advice.words()));
        }
        if (check) {
            return BroadcastCheck.run(output(), wanted, record != null, this::print);
        }
        Optional<Forwards.Wanted> onward =
                usage(() -> Optional.ofNullable(forward).map(ForwardOptions::wanted));
        Stats how = stats != null ? stats : onATerminal() ? Stats.text : Stats.none;
        try (EndBySignal signal = new EndBySignal();
                BroadcastRun run =
                        new BroadcastRun(broadcast(parts, wanted, onward), how, BroadcastCommand::say, signal)) {
            if (control) {
                run.listen(System.in);
            }
            return run.untilDone(Optional::empty);
        }
    }

    private Broadcast broadcast(Parts parts, List<WantedTarget> wanted, Optional<Forwards.Wanted> onward)
            throws IOException {
        Broadcast broadcast = new Broadcast(
                parts.video(),
                parts.audio(),
                wanted,
                Optional.ofNullable(record),
                recordTrack,
                Optional.ofNullable(duration),
                BroadcastCommand::say);
        broadcast.govern(governor == Governor.on);
        onward.ifPresent(broadcast::forward);
        return broadcast;
    }

    private void print(String line) {
        if (spec != null) {
            spec.commandLine().getOut().println(line);
            spec.commandLine().getOut().flush();
        }
    }

    private OutputSetting output() {
        Path folder = record == null ? null : record.toAbsolutePath().getParent();
        return new OutputSetting(
                size,
                fps,
                bitsPerSecond,
                (int) Math.ceilDiv(keyInterval.toMillis(), 1_000),
                encoder,
                String.valueOf(folder == null ? Path.of("").toAbsolutePath() : folder),
                recordTrack);
    }

    /// @param video null without pictures
    /// @param audio null without sound
    private record Parts(
            @Nullable VideoPart video, @Nullable AudioPart audio) {}

    private Parts parts() {
        VideoInput videoInput = VideoInput.parse(video);
        VideoSettings settings = VideoSettings.live(
                        PictureSize.parse(size), Rational.parse(fps), bitsPerSecond, keyInterval)
                .withPreset(preset.name());
        Map<AudioInput, Sounding> sounds = sounds(videoInput);
        Inputs inputs =
                new Inputs(videoInput, List.copyOf(sounds.keySet()), settings.size(), settings.frameRate(), loop);
        List<AudioPart.Heard> sources = new ArrayList<>();
        sounds.forEach((input, sounding) ->
                sources.add(new AudioPart.Heard(inputs.audio(input), sounding.tracks(), sounding.controls())));
        return new Parts(
                videoInput instanceof VideoInput.None ? null : videoPart(videoInput, inputs, settings),
                sources.isEmpty() ? null : new AudioPart(sources, new AudioSettings(audioBitsPerSecond)));
    }

    /// How one sound is heard.
    private record Sounding(TrackSet tracks, Consumer<? super MixerInput> controls) {}

    /// {@return what is heard, and how; in the order given}
    private Map<AudioInput, Sounding> sounds(VideoInput videoInput) {
        Map<AudioInput, Sounding> sounds = new LinkedHashMap<>();
        if (heard.isEmpty()) {
            sounds.put(soundOf(videoInput), new Sounding(TrackSet.FIRST_ONLY, _ -> {}));
        }
        for (HeardOptions option : heard) {
            Consumer<MixerInput> controls = option.controls(sounds.size() + 1, heard.size());
            if (sounds.put(option.input(), new Sounding(option.tracks(), controls)) != null) {
                throw new IllegalArgumentException(
                        "--audio: the same twice (expected: once, with all of its tracks, like --tracks 1,2)");
            }
        }
        sounds.keySet().removeIf(AudioInput.None.class::isInstance);
        return sounds;
    }

    /// Refuses a track that nothing is heard in: who gets it would get silence and not know why.
    private void requireSound(@Nullable AudioPart sound, List<WantedTarget> wanted) {
        TrackSet there = sound == null ? TrackSet.FIRST_ONLY : sound.tracks();
        IntStream.concat(
                        wanted.stream().mapToInt(WantedTarget::track),
                        record == null ? IntStream.empty() : IntStream.of(TrackSet.requireTrack(recordTrack)))
                .filter(track -> !there.has(track))
                .findFirst()
                .ifPresent(track -> {
                    throw new IllegalArgumentException("track " + track + ": nothing is heard in it (expected: --audio"
                            + " SOURCE --tracks " + track + ", or one of " + there + ")");
                });
    }

    private VideoPart videoPart(VideoInput videoInput, Inputs inputs, VideoSettings settings) {
        List<String> encoders = new ArrayList<>(new FfmpegVideoEncoders().names());
        encoders.addAll(FfmpegVideoEncoders.otherNames());
        if (!encoder.equals(VideoEncoders.AUTO) && !encoders.contains(encoder)) {
            throw new IllegalArgumentException("--encoder " + encoder + " (expected: " + VideoEncoders.AUTO
                    + " or one of " + String.join(", ", encoders) + ")");
        }
        List<FilterSpec> chain = filters.stream().map(FilterSpec::parse).toList();
        chain.forEach(filter -> filter.requireFit(settings.size()));
        GpuMode mode = GpuMode.parse(gpu);
        try {
            FilterChain.create(chain, mode).close();
        } catch (IllegalStateException | UncheckedIOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return new VideoPart(
                videoInput.label(), inputs.video(browser), () -> filterChain(chain, mode), encoder, settings);
    }

    private static FilterChain filterChain(List<FilterSpec> chain, GpuMode mode) {
        return FilterChain.create(
                chain,
                mode,
                Clock.system(ZoneId.systemDefault()),
                (name, what) -> say("filter " + name + " failed: " + what));
    }

    private static OptionalInt refreshHertz(VideoInput video) {
        return video instanceof VideoInput.Screen(ScreenTarget target)
                ? ScreenSource.refreshHertz(target)
                : OptionalInt.empty();
    }

    /// What is heard when only the picture was named.
    private static AudioInput soundOf(VideoInput video) {
        return switch (video) {
            case VideoInput.TestCard() -> new AudioInput.TestCard();
            case VideoInput.Media(Path file) -> new AudioInput.Media(file);
            case VideoInput.Playlist(SourceSpec spec) ->
                Playlists.sounds(spec) ? new AudioInput.Playlist(spec) : new AudioInput.None();
            case VideoInput.None(),
                    VideoInput.Image _,
                    VideoInput.Drawn _,
                    VideoInput.WebPage _,
                    VideoInput.Screen _,
                    VideoInput.Camera _ -> new AudioInput.None();
        };
    }

    /// Reads an option's value; what is wrong with it is wrong usage.
    private <T> T usage(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw wrongUsage(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException wrongUsage(String what) {
        if (spec == null) {
            throw new IllegalStateException(what);
        }
        return new ParameterException(spec.commandLine(), what);
    }

    private static boolean onATerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    static void say(String sentence) {
        System.err.println("rostrum broadcast: " + sentence);
    }

    /// {@return whether the state of a session ends a run}
    static boolean over(SessionState state) {
        return switch (state) {
            case SessionState.Running() -> false;
            case SessionState.Ended(), SessionState.Failed _ -> true;
        };
    }
}
