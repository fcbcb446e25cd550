package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.ChannelView;
import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import io.rostrum.studio.engine.StudioSnapshot.DestinationView;
import io.rostrum.studio.engine.StudioSnapshot.SceneView;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/// What the palette can do, and what of it is meant by a few letters.
final class PaletteModel {
    /// A source's, channel's or destination's command is less often meant than one of the window.
    private static final int OF_THING = -50;

    private record Scored(Command command, int score) {}

    private final List<Command> commands;
    private final List<Command> things;

    /// @param commands of the window
    PaletteModel(List<Command> commands, Studio studio) {
        this.commands = List.copyOf(commands);
        things = things(studio);
    }

    private static List<Command> things(Studio studio) {
        StudioSnapshot now = studio.snapshot();
        List<Command> things = new ArrayList<>();
        for (SceneView scene : now.scenes().list()) {
            if (!scene.id().equals(now.scenes().edited())) {
                things.add(new Command(
                        tr("Go to {0}", scene.name()),
                        tr("Scene"),
                        "",
                        () -> studio.scenes().show(scene.id())));
            }
        }
        for (SourceView source : now.sources()) {
            things.add(new Command(
                    source.visible() ? tr("Hide {0}", source.name()) : tr("Show {0}", source.name()),
                    tr("Source"),
                    "",
                    () -> studio.show(source.id(), !source.visible())));
        }
        for (ChannelView channel : now.channels()) {
            things.add(new Command(
                    channel.muted() ? tr("Unmute {0}", channel.name()) : tr("Mute {0}", channel.name()),
                    tr("Sound"),
                    "",
                    () -> studio.mute(channel.id(), !channel.muted())));
        }
        for (DestinationView destination : now.destinations()) {
            DestinationSetting setting = destination.setting();
            things.add(new Command(
                    setting.enabled() ? tr("Switch off {0}", setting.name()) : tr("Switch on {0}", setting.name()),
                    tr("Destination"),
                    "",
                    () -> studio.enable(setting.id(), !setting.enabled())));
            if (destination.state() instanceof DestinationState.Waiting
                    || destination.state() instanceof DestinationState.Refused) {
                things.add(new Command(
                        tr("Try {0} again", setting.name()), tr("Destination"), "", () -> studio.retry(setting.id())));
            }
        }
        return things;
    }

    /// {@return what is meant, the best first; everything, in its own order, for no letters}
    List<Command> find(String letters) {
        if (letters.isBlank()) {
            List<Command> all = new ArrayList<>(commands);
            all.addAll(things);
            return all;
        }
        List<Scored> found = new ArrayList<>();
        commands.forEach(command -> score(letters, command, 0, found));
        things.forEach(command -> score(letters, command, OF_THING, found));
        return found.stream()
                .sorted(Comparator.comparingInt(Scored::score).reversed())
                .map(Scored::command)
                .toList();
    }

    private static void score(String letters, Command command, int bonus, List<Scored> found) {
        OptionalInt score = Fuzzy.score(letters, command.name());
        if (score.isEmpty()) {
            score = Fuzzy.score(letters, command.name() + " " + command.detail());
        }
        score.ifPresent(value -> found.add(new Scored(command, value + bonus)));
    }
}
