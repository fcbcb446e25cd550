package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.studio.dialogs.OutputForm.Choice;
import io.rostrum.studio.engine.StudioSnapshot.ChannelView;
import java.util.List;
import java.util.stream.Collectors;

/// The tracks of the programme's sound, each with what is heard in it, to choose one from.
final class TrackChoices {
    private TrackChoices() {}

    static List<Choice> of(List<ChannelView> channels) {
        return TrackSet.all()
                .mapToObj(track ->
                        new Choice(String.valueOf(track), tr("Track {0}: {1}", track, heard(channels, track))))
                .toList();
    }

    private static String heard(List<ChannelView> channels, int track) {
        String names = channels.stream()
                .filter(channel -> channel.tracks().has(track))
                .map(ChannelView::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? tr("nothing is heard in it") : names;
    }
}
