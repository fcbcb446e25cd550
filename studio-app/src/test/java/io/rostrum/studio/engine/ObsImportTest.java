package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.rostrum.capture.audio.filter.SoundFilterSpec;
import io.rostrum.capture.audio.mixer.Monitoring;
import io.rostrum.capture.scene.Crop;
import io.rostrum.capture.scene.Fit;
import io.rostrum.capture.scene.Transition;
import io.rostrum.effects.filter.FilterSpec;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Turn;
import io.rostrum.effects.wipe.WipePattern;
import io.rostrum.studio.engine.SceneCollection.SavedItem;
import io.rostrum.studio.engine.SceneCollection.SavedScene;
import io.rostrum.studio.engine.StudioSettings.SavedChannel;
import io.rostrum.studio.engine.StudioSettings.SavedSource;
import io.rostrum.studio.input.SourceSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Scene collections of OBS Studio, written here as its reference says (Scene API, Sources, the settings' names and
/// usual
/// values in the properties of its plug-ins).
final class ObsImportTest {
    private static final Offset<Double> NEAR = within(1e-9);
    private static final ObsImport.Files FILES = new ObsImport.Files() {
        @Override
        public Optional<PictureSize> size(String file) {
            return switch (file) {
                case "/media/logo.png" -> Optional.of(new PictureSize(400, 200));
                case "/media/film.mp4" -> Optional.of(new PictureSize(1920, 1080));
                default -> Optional.empty();
            };
        }

        @Override
        public boolean sounds(String file) {
            return file.endsWith("film.mp4") || file.endsWith("song.mp3");
        }

        @Override
        public OptionalDouble rate(String file) {
            return file.equals("/media/film.mp4") ? OptionalDouble.of(25) : OptionalDouble.empty();
        }

        @Override
        public Optional<String> wipe(String picture) {
            return picture.equals("spiral.png") ? Optional.of("/obs/spiral.png") : Optional.empty();
        }
    };

    private static ObsImport.Result read(String sources, String more) {
        JsonObject tree = JsonParser.parseString("""
                {"name": "Lesson", "current_scene": "Main", "current_program_scene": "Main",
                 "resolution": {"x": 1920, "y": 1080}, "scene_order": [{"name": "Main"}],
                 "sources": [%s] %s}
                """.formatted(sources, more)).getAsJsonObject();
        assertThat(ObsImport.isScenes(tree)).isTrue();
        ObsImport.Result result = ObsImport.read(tree, FILES);
        assertThat(result.collection().collection().consistent()).isTrue();
        return result;
    }

    private static String scene(String name, String... items) {
        return "{\"id\": \"scene\", \"name\": \"%s\", \"settings\": {\"items\": [%s]}}"
                .formatted(name, String.join(",", items));
    }

    private static String item(String name, String more) {
        return "{\"name\": \"%s\", \"align\": 5, \"bounds_type\": 0 %s}".formatted(name, more);
    }

    private static String source(String id, String settings, String more) {
        return "{\"id\": \"%s\", \"versioned_id\": \"%s\", \"name\": \"A\", \"settings\": {%s} %s}"
                .formatted(id, id, settings, more);
    }

    /// One source of a kind, whole in one scene.
    private static ObsImport.Result one(String id, String settings, String more) {
        return read(source(id, settings, more) + "," + scene("Main", item("A", "")), "");
    }

    private static String input(String id, String settings) {
        return one(id, settings, "").collection().sources().getFirst().input();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\'',
            value = {
                "image_source; \"file\": \"/media/logo.png\"; /media/logo.png",
                "ffmpeg_source; \"local_file\": \"/media/film.mp4\"; /media/film.mp4",
                "vlc_source; \"playlist\": [{\"value\": \"/media/film.mp4\"}]; /media/film.mp4",
                "vlc_source; \"playlist\": [{\"value\": \"/\"}]; playlist:/",
                "vlc_source; \"playlist\": [{\"value\": \"/a.mp4\"}, {\"value\": \"/b.mp4\"}], \"shuffle\": true; playlist,order=shuffle:/a.mp4|/b.mp4",
                "vlc_source; \"playlist\": [{\"value\": \"/a.mp4\"}, {\"value\": \"rtmp://host/a\"}], \"loop\": false; playlist,loop=no,end=hide:/a.mp4",
                "slideshow; \"files\": [{\"value\": \"/a.png\"}, {\"value\": \"/b.png\"}]; slideshow,seconds=8,fade=0.7:/a.png|/b.png",
                "slideshow_v2; \"files\": [{\"value\": \"/a\"}], \"slide_time\": 3000, \"transition\": \"cut\", \"randomize\": true; slideshow,seconds=3,fade=0,order=shuffle:/a",
                "color_source; \"color\": 4278190335; color:#ff0000",
                "color_source_v3; \"color\": 2147483648; color:#00000080",
                "text_ft2_source_v2; \"text\": \"Hi: a, b\", \"font\": {\"face\": \"DejaVu Sans\", \"size\": 48, \"flags\": 1}; text,font=DejaVu Sans,size=48,bold=yes,align=left,valign=top,color=#ffffff:Hi: a, b",
                "text_gdiplus_v2; \"text\": \"Hi\", \"color\": 255, \"opacity\": 50, \"align\": \"center\", \"valign\": \"center\"; text,size=256,align=center,valign=middle,color=#ff000080:Hi",
                "text_gdiplus_v3; \"read_from_file\": true, \"file\": \"/title.txt\", \"outline\": true, \"outline_size\": 4, \"outline_color\": 65280; text,from=file,size=256,align=left,valign=top,color=#ffffff,outline=4,outline-color=#00ff00:/title.txt",
                "browser_source; \"url\": \"https://a.example/w?k=1\"; web,size=800x600:https://a.example/w?k=1",
                "browser_source; \"is_local_file\": true, \"local_file\": \"/a/b.html\", \"width\": 1920, \"height\": 1080, \"fps_custom\": true, \"fps\": 60, \"css\": \"p { margin: 0 }\", \"shutdown\": true, \"restart_when_active\": true; web,size=1920x1080,fps=60,css=p { margin\\: 0 },rest=yes,reload=yes:/a/b.html",
                "xshm_input; \"screen\": 0; screen",
                "monitor_capture; \"monitor\": 0; screen",
                "pipewire-desktop-capture-source; \"RestoreToken\": \"x\"; screen",
                "display_capture; \"display\": 0; screen",
                "xcomposite_input; \"capture_window\": \"41943046\\r\\nSlides: 1\\r\\nsoffice\"; window:Slides: 1",
                "window_capture; \"window\": \"Slides#3A 1:SALFRAME:soffice.bin\"; window:Slides: 1",
                "v4l2_input; \"device_id\": \"/dev/video0\"; camera:/dev/video0",
                "dshow_input; \"video_device_id\": \"HD Webcam#3A x:\\\\\\\\?\\\\usb\"; camera:HD Webcam: x",
                "av_capture_input; \"device_name\": \"FaceTime HD\"; camera:FaceTime HD",
            })
    void aSourceIsTheSameHere(String id, String settings, String input) {
        assertThat(input(id, settings)).isEqualTo(input);
        assertThat(SourceSpec.read(input).map(SourceSpec::toString).orElse(input))
                .isEqualTo(input);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "pulse_input_capture; \"device_id\": \"default\"; device",
                "alsa_input_capture; \"device_id\": \"hw:1\"; device:hw:1",
                "wasapi_input_capture; \"device_id\": \"{0.0.1}\"; device",
                "coreaudio_input_capture; \"device_id\": \"default\"; device",
                "pulse_output_capture; \"device_id\": \"default\"; desktop",
                "pulse_output_capture; \"device_id\": \"x.monitor\"; device:x.monitor",
                "wasapi_output_capture; \"device_id\": \"default\"; desktop",
                "coreaudio_output_capture; ; desktop",
                "ffmpeg_source; \"local_file\": \"/media/song.mp3\"; /media/song.mp3",
            })
    void whatIsOnlyHeardIsAChannel(String id, String settings, String input) {
        ObsImport.Result result = one(
                id,
                settings == null ? "" : settings,
                ", \"volume\": 0.5, \"muted\": true, \"mixers\": 5, \"balance\": 0.25");
        assertThat(result.collection().sources()).isEmpty();
        SavedChannel channel = result.collection().channels().getFirst();
        assertThat(channel.input()).isEqualTo(input);
        assertThat(channel.gainDecibels()).isCloseTo(-6.0205999, within(1e-6));
        assertThat(channel.muted()).isTrue();
        assertThat(channel.heardIn()).hasToString("1,3");
        assertThat(channel.shaped().balance()).isEqualTo(-0.5);
    }

    @Test
    void whatAPageCannotHaveHereIsSaidWithoutItsKey() {
        ObsImport.Result heard =
                one("browser_source", "\"url\": \"https://a.example/w?k=s3cret\", \"reroute_audio\": true", "");
        assertThat(heard.collection().sources()).hasSize(1);
        assertThat(heard.left())
                .anyMatch(words -> words.endsWith("is seen and not heard: the sound of web pages is left out here."));
        ObsImport.Result refused = one("browser_source", "\"url\": \"data:text/html,s3cret\"", "");
        assertThat(refused.collection().sources()).isEmpty();
        assertThat(refused.left())
                .anyMatch(words -> words.contains("a web page of a kind that is not shown here"))
                .noneMatch(words -> words.contains("s3cret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "game_capture",
                "audio_line",
                "ndi_source",
                "wasapi_process_output_capture",
                "pipewire-window-capture-source",
                "window_capture",
                "decklink-input"
            })
    void whatThereIsNotIsSaidByNameAndKind(String id) {
        ObsImport.Result result = one(id, "\"url\": \"https://example.org\"", "");
        assertThat(result.collection().sources()).isEmpty();
        assertThat(result.left())
                .singleElement()
                .satisfies(words -> assertThat(words).startsWith("“A” (" + id + ") is left out: it is "));
    }

    @Test
    void aStreamsAddressIsSaidWithoutWhatMayBeSecret() {
        assertThat(one(
                                "ffmpeg_source",
                                "\"is_local_file\": false, \"input\": \"rtmp://me:pw@example.org/live/secretkey\"",
                                "")
                        .left())
                .singleElement()
                .isEqualTo(
                        "“A” (ffmpeg_source) is left out: it is a stream from rtmp://example.org, which is not played"
                                + " here.");
    }

    @Test
    void aFilmBringsItsSound() {
        ObsImport.Result result = one("ffmpeg_source", "\"local_file\": \"/media/film.mp4\"", """
                , "monitoring_type": 2, "sync": 150000000, "flags": 2, "filters": [
                  {"id": "gain_filter", "name": "Louder", "settings": {"db": 4.5}},
                  {"id": "noise_gate_filter", "name": "Gate", "settings": {"open_threshold": -30.0, "close_threshold": -40.0}},
                  {"id": "noise_suppress_filter_v2", "name": "Noise", "enabled": false, "settings": {"suppress_level": -20}},
                  {"id": "compressor_filter", "name": "Comp", "settings": {"ratio": 4.0, "threshold": -20.0, "attack_time": 8}},
                  {"id": "expander_filter", "name": "Exp", "settings": {"ratio": 3.0}},
                  {"id": "limiter_filter", "name": "Limit", "settings": {"threshold": -3.0}},
                  {"id": "vst_filter", "name": "Reverb", "settings": {}},
                  {"id": "sharpness_filter_v2", "name": "Sharp", "settings": {"sharpness": 0.25}}]""");
        SavedSource film = result.collection().sources().getFirst();
        SavedChannel sound = result.collection().channels().getFirst();
        assertThat(film.sound()).isTrue();
        assertThat(sound.input()).isEqualTo("source:" + film.id());
        assertThat(sound.shaped().monitoring()).isEqualTo(Monitoring.BOTH);
        assertThat(sound.shaped().offsetMillis()).isEqualTo(150);
        assertThat(sound.shaped().mono()).isTrue();
        assertThat(sound.shaped().filters())
                .containsExactly(
                        new FilterSetting("gain=gain=4.5", true),
                        new FilterSetting("gate=open=-30,close=-40", true),
                        new FilterSetting("denoise=most=-20", false),
                        new FilterSetting("compressor=threshold=-20,ratio=4,attack=8", true),
                        new FilterSetting("expander=ratio=3", true),
                        new FilterSetting("limiter=ceiling=-3", true))
                .allMatch(filter -> SoundFilterSpec.trouble(filter.spec()).isEmpty());
        assertThat(film.filters()).containsExactly(new FilterSetting("sharpen=0.25", true));
        assertThat(result.left())
                .containsExactly("The filter “Reverb” (vst_filter) of “A”: there is no such filter here.");
    }

    @Test
    void aCompressorFollowsTheChannelOfItsName() {
        ObsImport.Result result = read(
                source(
                                "pulse_input_capture",
                                "",
                                ", \"filters\": [{\"id\": \"compressor_filter\", \"name\": \"Duck\","
                                        + " \"settings\": {\"sidechain_source\": \"Mic\"}}]")
                        + "," + scene("Main", item("A", "")),
                ", \"AuxAudioDevice1\": {\"id\": \"pulse_input_capture\", \"name\": \"Mic\", \"settings\": {}}");
        List<SavedChannel> channels = result.collection().channels();
        assertThat(channels).extracting(SavedChannel::name).containsExactly("Mic", "A");
        assertThat(channels.getLast().shaped().filters())
                .containsExactly(new FilterSetting(
                        "compressor=key=" + channels.getFirst().id(), true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "chroma_key_filter_v2; ; chromakey=00ff00,similarity=0.4,smoothness=0.08,spill=0.1",
                "chroma_key_filter; \"key_color_type\": \"custom\", \"key_color\": 16711680, \"similarity\": 300; chromakey=0000ff,similarity=0.3,smoothness=0.08,spill=0.1",
                "color_key_filter_v2; \"key_color_type\": \"red\"; colorkey=ff0000,similarity=0.08,smoothness=0.05",
                "luma_key_filter_v2; \"luma_min\": 0.2, \"luma_max\": 0.9, \"luma_min_smooth\": 0.1; lumakey=0.2,high=0.9,smoothness=0.1",
                "color_filter_v2; \"brightness\": 0.1, \"contrast\": 1.0, \"gamma\": -1.0, \"saturation\": -1.0, \"hue_shift\": 90; color=brightness=0.1,contrast=2,gamma=0.5,saturation=0,hue=90",
                "clut_filter; \"image_path\": \"/a, b.cube\", \"clut_amount\": 0.5; lut=/a\\, b.cube,strength=0.5",
                "sharpness_filter; ; sharpen=0.08",
                "crop_filter; \"left\": 10, \"bottom\": 20; crop=10,0,0,20",
                "mask_filter_v2; \"image_path\": \"/mask.png\"; mask=/mask.png",
                "scroll_filter; \"speed_x\": -50.5; scroll=-50.5,0",
                "gpu_delay; \"delay_ms\": 300; delay=300",
                "async_delay_filter; \"delay_ms\": 120; delay=120",
            })
    void aFilterIsTheSameHere(String id, String settings, String spec) {
        ObsImport.Result result = one(
                "xshm_input",
                "",
                ", \"filters\": [{\"id\": \"%s\", \"versioned_id\": \"%s\", \"name\": \"F\", \"settings\": {%s}}]"
                        .formatted(id, id, settings == null ? "" : settings));
        assertThat(result.collection().sources().getFirst().filters()).containsExactly(new FilterSetting(spec, true));
        if (!spec.startsWith("lut") && !spec.startsWith("mask")) {
            assertThat(FilterSpec.parse(spec).text()).isEqualTo(spec);
        }
    }

    @Test
    void filtersThatThereAreNotAreSaid() {
        ObsImport.Result result = one(
                "xshm_input",
                "",
                ", \"filters\": [{\"id\": \"scale_filter\", \"name\": \"S\", \"settings\": {}},"
                        + " {\"id\": \"crop_filter\", \"name\": \"C\", \"settings\": {\"left\": -10}}]");
        assertThat(result.collection().sources().getFirst().filters()).isEmpty();
        assertThat(result.left())
                .contains(
                        "The filter “S” (scale_filter) of “A”: there is no such filter here.",
                        "The filter “C” (crop_filter) of “A”: its numbers are not possible here.");
    }

    private static SavedItem placed(String more) {
        return read(
                        source("image_source", "\"file\": \"/media/logo.png\"", "") + ","
                                + scene("Main", item("A", more)),
                        "")
                .collection()
                .scenes()
                .getFirst()
                .items()
                .getFirst();
    }

    private static void box(Layout layout, double x, double y, double width, double height) {
        assertThat(layout.x() * 1920).isCloseTo(x, NEAR);
        assertThat(layout.y() * 1080).isCloseTo(y, NEAR);
        assertThat(layout.width() * 1920).isCloseTo(width, NEAR);
        assertThat(layout.height() * 1080).isCloseTo(height, NEAR);
    }

    private static Layout layout(String more) {
        Layout layout = placed(more).layout();
        assertThat(layout).isNotNull();
        return layout;
    }

    /// The picture is 400 x 200.
    @Test
    void anItemIsWhereItWas() {
        Layout scaled = layout(", \"pos\": {\"x\": 100, \"y\": 50}, \"scale\": {\"x\": 2, \"y\": 3}");
        box(scaled, 100, 50, 800, 600);
        assertThat(scaled.fit()).isEqualTo(Fit.STRETCH);

        Layout middle = layout(", \"align\": 0, \"pos\": {\"x\": 960, \"y\": 540}, \"rot\": 30");
        box(middle, 760, 440, 400, 200);
        assertThat(middle.turn()).isEqualTo(new Turn(false, false, 30));

        Layout turned = layout(", \"pos\": {\"x\": 500, \"y\": 500}, \"rot\": 90");
        box(turned, 500 - 100 - 200, 500 + 200 - 100, 400, 200);

        Layout mirrored = layout(", \"pos\": {\"x\": 500, \"y\": 0}, \"scale\": {\"x\": -1, \"y\": 1}");
        box(mirrored, 100, 0, 400, 200);
        assertThat(mirrored.turn()).isEqualTo(new Turn(true, false, 0));

        Layout corner = layout(", \"align\": 10, \"pos\": {\"x\": 1920, \"y\": 1080}");
        box(corner, 1520, 880, 400, 200);

        Layout cropped = layout(", \"crop_left\": 100, \"crop_bottom\": 50, \"pos\": {\"x\": 0, \"y\": 0}");
        box(cropped, 0, 0, 300, 150);
        assertThat(cropped.crop()).isEqualTo(new Crop(0.25, 0, 0, 0.25));
    }

    @ParameterizedTest
    @CsvSource({"1,STRETCH", "2,CONTAIN", "3,COVER", "4,CONTAIN", "5,CONTAIN", "6,CONTAIN"})
    void boundsAreABox(int bounds, Fit fit) {
        Layout layout = layout(", \"pos\": {\"x\": 10, \"y\": 20}, \"bounds\": {\"x\": 640, \"y\": 360}"
                .concat(", \"bounds_type\": " + bounds));
        box(layout, 10, 20, 640, 360);
        assertThat(layout.fit()).isEqualTo(fit);
    }

    @Test
    void scenesKeepTheirOrderAndItemsTheirs() {
        ObsImport.Result result = read(
                "{\"id\": \"color_source_v3\", \"name\": \"Below\", \"settings\": {}},"
                        + "{\"id\": \"xshm_input\", \"name\": \"Above\", \"settings\": {}},"
                        + "{\"id\": \"xshm_input\", \"name\": \"Nowhere\", \"settings\": {}},"
                        + scene("Second", item("Above", ", \"visible\": false, \"locked\": true")) + ","
                        + scene("Main", item("Below", ""), item("Above", ""), item("Above", ""), item("Gone", "")),
                ", \"current_transition\": \"Mine\", \"transition_duration\": 800, \"transitions\": [{\"id\":"
                        + " \"fade_to_color_transition\", \"name\": \"Mine\", \"settings\": {\"color\": 4278190335}}]");
        List<SavedScene> scenes = result.collection().scenes();
        assertThat(scenes).extracting(SavedScene::name).containsExactly("Main", "Second");
        SceneCollection collection = result.collection().collection();
        assertThat(scenes.getFirst().items())
                .extracting(
                        item -> collection.source(item.source()).orElseThrow().name())
                .containsExactly("Above again", "Above", "Below");
        assertThat(scenes.getLast().items().getFirst().visible()).isFalse();
        assertThat(scenes.getLast().items().getFirst().locked()).isTrue();
        assertThat(result.collection().showing().shown())
                .isEqualTo(scenes.getFirst().id());
        assertThat(result.collection().showing().transition())
                .isEqualTo(new TransitionSetting(Transition.Kind.FADE_TO_COLOUR, 800, 0xFF0000));
        assertThat(result.left())
                .contains(
                        "“Nowhere” is left out: no scene shows it.",
                        "An item of “Main” is left out: there is no source “Gone”.",
                        "How large these pictures are is not in the file, so their places may be off: Above, Above again.");
    }

    private static TransitionSetting transition(String id, String settings) {
        return read(scene("Main"), transitions(id, settings))
                .collection()
                .showing()
                .transition();
    }

    private static String transitions(String id, String settings) {
        return ", \"current_transition\": \"Mine\", \"transition_duration\": 800, \"transitions\": [{\"id\": \"" + id
                + "\", \"name\": \"Mine\", \"settings\": {" + settings + "}}]";
    }

    @Test
    void wipesGoAlongTheSamePatternOrThePictureOfObs() {
        assertThat(transition("wipe_transition", ""))
                .isEqualTo(new TransitionSetting(Transition.Kind.WIPE, 800, 0)
                        .withWipe(new WipeSetting(WipePattern.LINE, 0, false, 0.03, "")));
        assertThat(transition(
                                "wipe_transition",
                                "\"luma_image\": \"barndoor-v.png\", \"luma_softness\": 0.2, \"luma_invert\": true")
                        .wipe())
                .isEqualTo(new WipeSetting(WipePattern.BARN_DOORS, 1, true, 0.2, ""));
        assertThat(transition("wipe_transition", "\"luma_image\": \"spiral.png\"")
                        .wipe()
                        .file())
                .isEqualTo("/obs/spiral.png");
        ObsImport.Result missing =
                read(scene("Main"), transitions("wipe_transition", "\"luma_image\": \"blinds-h.png\""));
        assertThat(missing.collection().showing().transition().wipe())
                .isEqualTo(new WipeSetting(WipePattern.BLINDS, 1, false, 0.03, ""));
        assertThat(missing.left()).anyMatch(said -> said.contains("blinds-h.png"));
    }

    @Test
    void theSwitchPointOfAStingerIsATimeOrTheNumberOfAPicture() {
        String film = "\"path\": \"/media/film.mp4\", ";
        assertThat(transition("obs_stinger_transition", film + "\"transition_point\": 300")
                        .stinger())
                .isEqualTo(new StingerSetting("/media/film.mp4", 300, 0));
        assertThat(transition("obs_stinger_transition", film + "\"tp_type\": 1, \"transition_point\": 20")
                        .stinger())
                .as("picture 20 of 25 a second")
                .isEqualTo(new StingerSetting("/media/film.mp4", 800, 0));
        ObsImport.Result missing = read(
                scene("Main"),
                transitions("obs_stinger_transition", "\"path\": \"/gone\", \"tp_type\": 1, \"transition_point\": 20"));
        assertThat(missing.left()).anyMatch(said -> said.contains("at picture 20 of a film that is not there"));
    }

    @Test
    void scenesAndGroupsWithinScenesAreTakenApart() {
        ObsImport.Result result = read(
                source("image_source", "\"file\": \"/media/logo.png\"", "") + ","
                        + scene("Inner", item("A", ", \"pos\": {\"x\": 100, \"y\": 100}"))
                        + ","
                        + scene(
                                "Main",
                                item(
                                        "Inner",
                                        ", \"pos\": {\"x\": 960, \"y\": 0}, \"scale\": {\"x\": 0.5, \"y\": 0.5}")),
                "");
        Layout nested =
                result.collection().scenes().getFirst().items().getFirst().layout();
        assertThat(nested).isNotNull();
        box(nested, 1010, 50, 200, 100);
        assertThat(result.left()).contains("“Inner” in “Main” is taken apart into its sources.");

        ObsImport.Result grouped = read(
                source("image_source", "\"file\": \"/media/logo.png\"", "") + ","
                        + scene("Main", item("G", ", \"visible\": false, \"pos\": {\"x\": 10, \"y\": 20}")),
                ", \"groups\": [{\"id\": \"group\", \"name\": \"G\", \"settings\": {\"items\": ["
                        + item("A", ", \"pos\": {\"x\": 5, \"y\": 5}") + "]}}]");
        SavedItem inGroup = grouped.collection().scenes().getFirst().items().getFirst();
        assertThat(inGroup.visible()).isFalse();
        assertThat(inGroup.layout()).isNotNull();
        box(inGroup.layout(), 15, 25, 400, 200);
    }

    @Test
    void aCanvasThatIsNotSaidIsAssumedAndSaid() {
        ObsImport.Result result = ObsImport.read(
                JsonParser.parseString("{\"current_scene\": \"Main\", \"sources\": [" + scene("Main") + "]}")
                        .getAsJsonObject(),
                FILES);
        assertThat(result.left())
                .singleElement()
                .satisfies(words -> assertThat(words).contains("1920 x 1080 was assumed"));
        assertThat(result.collection().name()).isEqualTo("OBS Studio");
        assertThat(ObsImport.isScenes(JsonParser.parseString("{\"sources\": [], \"scenes\": []}")
                        .getAsJsonObject()))
                .isFalse();
    }
}
