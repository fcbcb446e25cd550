package io.rostrum.capture.audio.meter;

/// How loud a programme is to people, as EBU R 128 measures it. [#SILENCE] stands for anything less loud.
///
/// @param momentary  of the last 400 ms, LUFS
/// @param shortTerm  of the last three seconds, LUFS
/// @param integrated since the measuring began, without pauses (ITU-R BS.1770-4, gated), LUFS
/// @param truePeak   the largest since then, also between samples, dBTP
public record Loudness(double momentary, double shortTerm, double integrated, double truePeak) {
    public static final double SILENCE = -120;

    public static final Loudness NONE = new Loudness(SILENCE, SILENCE, SILENCE, SILENCE);
}
