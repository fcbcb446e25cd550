package io.rostrum.studio.engine;

/// A film that is played over a change of scenes.
///
/// @param file         the film; empty while none is chosen
/// @param switchMillis how long the old scene is beneath it, 0 to [TransitionSetting#MOST_MILLIS]
/// @param gainDecibels of its sound, [LiveChannels#SILENCE_DECIBELS] (none) to
/// [LiveChannels#MOST_DECIBELS]
public record StingerSetting(String file, int switchMillis, double gainDecibels) {
    public static final StingerSetting DEFAULT = new StingerSetting("", 500, 0);

    /// What a settings file does not say, or says wrongly, is put right.
    public StingerSetting {
        file = file == null ? "" : file.strip();
        switchMillis = Math.clamp(switchMillis, 0, TransitionSetting.MOST_MILLIS);
        gainDecibels = Double.isFinite(gainDecibels)
                ? Math.clamp(gainDecibels, LiveChannels.SILENCE_DECIBELS, LiveChannels.MOST_DECIBELS)
                : 0;
    }

    /// {@return of its sound, linear}
    float gain() {
        return gainDecibels <= LiveChannels.SILENCE_DECIBELS ? 0 : (float) Math.pow(10, gainDecibels / 20);
    }

    public StingerSetting withFile(String to) {
        return new StingerSetting(to, switchMillis, gainDecibels);
    }

    public StingerSetting withSwitchMillis(int to) {
        return new StingerSetting(file, to, gainDecibels);
    }

    public StingerSetting withGain(double decibels) {
        return new StingerSetting(file, switchMillis, decibels);
    }
}
