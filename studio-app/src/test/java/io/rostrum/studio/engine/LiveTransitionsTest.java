package io.rostrum.studio.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.ffmpeg.FfmpegProgram;
import io.rostrum.capture.media.StingerPlayback;
import io.rostrum.capture.scene.Transition;
import io.rostrum.capture.session.Programme;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.wipe.WipePattern;
import io.rostrum.push.packet.Rational;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is there when a transition is taken, and what is said where it is not.
final class LiveTransitionsTest {
    private static final PictureSize CANVAS = new PictureSize(160, 90);

    @TempDir
    Path folder;

    private final EngineThread engine = new EngineThread(new Notices());
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final Programme programme = new Programme(CANVAS, new Rational(30, 1), VideoFilter.NONE, defect -> {
        throw new AssertionError(defect);
    });
    private final LiveTransitions transitions = new LiveTransitions(programme, engine, refused::add);

    @AfterEach
    void nothingIsLeft() {
        transitions.close();
        programme.close();
        engine.end(Duration.ofSeconds(30));
        assertThat(programme.stats().pictures()).isZero();
    }

    private static TransitionSetting setting(Transition.Kind kind) {
        return new TransitionSetting(kind, 300, 0);
    }

    private Transition taken(TransitionSetting setting) {
        return engine.begin(() -> {
                    transitions.follow(SceneCollection.empty(), setting, Optional.empty());
                    return CompletableFuture.completedFuture(transitions.of(setting));
                })
                .join();
    }

    private static void make(Path film, String... inputs) throws Exception {
        List<String> command = new ArrayList<>(List.of(FfmpegProgram.path().toString(), "-v", "error"));
        for (String input : inputs) {
            command.addAll(List.of("-f", "lavfi", "-i", input));
        }
        command.addAll(List.of("-c:v", "qtrle", "-c:a", "pcm_s16le", film.toString()));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    @Test
    void aWipeHasItsPatternInTheSizeOfThePicture() {
        TransitionSetting setting = setting(Transition.Kind.WIPE)
                .withWipe(new WipeSetting(WipePattern.LINE, 2, /* reversed= */ false, 0.25, ""));
        await().untilAsserted(() -> assertThat(taken(setting).kind()).isEqualTo(Transition.Kind.WIPE));
        Transition wipe = taken(setting);
        assertThat(wipe.kind()).isEqualTo(Transition.Kind.WIPE);
        assertThat(wipe.pictures()).isEqualTo(9);
        assertThat(wipe.means()).isInstanceOfSatisfying(Transition.Wipe.class, means -> {
            assertThat(means.map().size()).isEqualTo(CANVAS);
            assertThat(means.map().at(0, 0)).as("turned twice").isGreaterThan(65_000);
            assertThat(means.softness()).isEqualTo(0.25);
        });
    }

    @Test
    void aPictureThatIsNotThereIsSaidAndLookedForAgain() throws Exception {
        Path file = folder.resolve("grey.png");
        TransitionSetting setting =
                setting(Transition.Kind.WIPE).withWipe(WipeSetting.DEFAULT.withFile(file.toString()));
        assertThat(taken(setting)).isEqualTo(Transition.CUT);
        await().untilAsserted(() -> assertThat(refused)
                .contains("The picture of the wipe cannot be used, and scenes are cut instead: image " + file
                        + " is not there; check the path and the spelling. Choose another one in the settings of the"
                        + " transition."));
        ImageIO.write(new BufferedImage(16, 9, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
        await().until(() -> taken(setting).kind() == Transition.Kind.WIPE);
    }

    @Test
    void aStingerWaitsOpenedAndTheNextOneIsOpenedAfterIt() throws Exception {
        Path film = folder.resolve("stinger.mov");
        TransitionSetting setting =
                setting(Transition.Kind.STINGER).withStinger(new StingerSetting(film.toString(), 200, -6));
        assertThat(taken(setting)).isEqualTo(Transition.CUT);
        await().untilAsserted(() -> assertThat(refused)
                .anySatisfy(
                        why -> assertThat(why).startsWith("The film of the stinger cannot be used, and scenes are")));
        make(film, "color=c=red@0.5:s=160x90:r=30:d=0.5,format=rgba");
        for (int i = 0; i < 2; i++) {
            await().until(() -> {
                Transition stinger = taken(setting);
                if (stinger.means() instanceof Transition.Stinger(var playback, int switchAt)) {
                    assertThat(stinger.pictures()).isEqualTo(15);
                    assertThat(switchAt).isEqualTo(6);
                    playback.close();
                    return true;
                }
                return false;
            });
        }
    }

    @Test
    void aSceneMayHaveATransitionOfItsOwn() {
        SceneCollection scenes = SceneCollection.empty()
                .changeScene(
                        SceneCollection.FIRST, scene -> scene.withArrival(Optional.of(setting(Transition.Kind.SLIDE))));
        TransitionSetting usual = setting(Transition.Kind.FADE);
        assertThat(LiveTransitions.to(scenes.scene(SceneCollection.FIRST), usual)
                        .kind())
                .isEqualTo(Transition.Kind.SLIDE);
        assertThat(LiveTransitions.to(scenes.addScene("2", "B").scene("2"), usual))
                .isEqualTo(usual);
        assertThat(scenes.duplicateScene(SceneCollection.FIRST, "copy")
                        .renameScene("copy", "C")
                        .scene("copy")
                        .orElseThrow()
                        .arrival())
                .contains(setting(Transition.Kind.SLIDE));
    }

    @Test
    void aStingerThatIsTooLongIsSaidToBeCutShortOnce() throws Exception {
        Path film = folder.resolve("long.mov");
        make(film, "color=c=red:s=16x16:r=1:d=41,format=rgba");
        TransitionSetting setting =
                setting(Transition.Kind.STINGER).withStinger(new StingerSetting(film.toString(), 200, 0));
        for (int i = 0; i < 2; i++) {
            await().until(() -> {
                if (taken(setting).means() instanceof Transition.Stinger(var playback, int _)) {
                    playback.close();
                    return true;
                }
                return false;
            });
        }
        assertThat(refused)
                .containsExactly(
                        "The stinger “long.mov” is longer than a transition may be, and ends after 40 s. Choose"
                                + " a shorter film in the settings of the transition.");
    }

    @Test
    void theSoundOfAStingerEndsWithTheProgramme() throws Exception {
        Path film = folder.resolve("loud.mov");
        make(film, "color=c=red:s=16x16:r=1:d=20,format=rgba", "sine=440:d=20");
        StingerPlayback playback = programme.stinger(film);
        playback.begin(0);
        await().until(() -> programme.mixer().inputs().size() == 1);
        playback.close(); // as when its last picture was seen
        playback.closed().get(30, TimeUnit.SECONDS);
        assertThat(programme.mixer().inputs()).as("sound goes on").hasSize(1);
        programme.close();
        assertThat(programme.mixer().inputs()).isEmpty();
        assertThat(playback.silent()).isDone();
    }
}
