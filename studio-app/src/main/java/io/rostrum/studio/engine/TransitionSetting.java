package io.rostrum.studio.engine;

import io.rostrum.capture.scene.Transition;

/// How one scene gives way to another, as the user chose it.
///
/// @param kind   what is seen meanwhile
/// @param millis how long, 0 to [#MOST_MILLIS]; a cut takes no time whatever it says
/// @param colour between the scenes, 0xRRGGBB, where `kind` is [Transition.Kind#FADE_TO_COLOUR]
/// @param wipe    along what, where `kind` is [Transition.Kind#WIPE]; kept while it is another
/// @param stinger the film, where `kind` is [Transition.Kind#STINGER], which says how long; kept while
/// it is another
public record TransitionSetting(
        Transition.Kind kind, int millis, int colour, WipeSetting wipe, StingerSetting stinger) {
    public static final int MOST_MILLIS = 20_000;

    public static final TransitionSetting DEFAULT = new TransitionSetting(Transition.Kind.FADE, 300, 0);

    /// What a settings file does not say, or says wrongly, is put right.
    public TransitionSetting {
        kind = kind == null ? Transition.Kind.FADE : kind;
        millis = Math.clamp(millis, 0, MOST_MILLIS);
        colour &= 0xFFFFFF;
        wipe = wipe == null ? WipeSetting.DEFAULT : wipe;
        stinger = stinger == null ? StingerSetting.DEFAULT : stinger;
    }

    public TransitionSetting(Transition.Kind kind, int millis, int colour) {
        this(kind, millis, colour, WipeSetting.DEFAULT, StingerSetting.DEFAULT);
    }

    public TransitionSetting withKind(Transition.Kind to, int between) {
        return new TransitionSetting(to, millis, between, wipe, stinger);
    }

    public TransitionSetting withMillis(int to) {
        return new TransitionSetting(kind, to, colour, wipe, stinger);
    }

    public TransitionSetting withWipe(WipeSetting to) {
        return new TransitionSetting(kind, millis, colour, to, stinger);
    }

    public TransitionSetting withStinger(StingerSetting to) {
        return new TransitionSetting(kind, millis, colour, wipe, to);
    }
}
